package dev.tributary.identity.domain.linkage.run;

/** Ends a run because somebody asked for it. What it wrote until then stays. */
public final class RunCancelled extends RuntimeException {

  public RunCancelled() {
    super("The run was cancelled", null, false, false);
  }
}
