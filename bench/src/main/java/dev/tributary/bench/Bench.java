package dev.tributary.bench;

/** One benchmark. */
interface Bench {

  /** As the command line calls it. */
  String name();

  /** What it answers, with the target and the number of DESIGN.md's table where there is one. */
  String question();

  /** Runs it, telling what it finds; wrong counts are an exception, not a result. */
  void run(Report report, Options options) throws Exception;
}
