package dev.tributary.local.servers;

import dev.tributary.local.process.ChildProcess;
import java.util.concurrent.CompletableFuture;

/** A real server that runs as a child process and keeps its data in a directory. */
public interface LocalServer extends AutoCloseable {

  /** The port on 127.0.0.1 that it serves. */
  int port();

  /** The process it runs in. */
  ChildProcess process();

  /** The pid of the server itself. */
  default long pid() {
    return process().pid();
  }

  /** Whether its process still runs. */
  default boolean isAlive() {
    return process().isAlive();
  }

  /** Completed with the exit code when its process ends, for whatever reason. */
  default CompletableFuture<Integer> onExit() {
    return process().onExit();
  }

  /** Ends it as {@code kill -9} does. Started again on the same directory, it has its data. */
  default void kill() {
    process().kill();
  }

  /** Stops it cleanly and waits until it has. */
  @Override
  default void close() {
    process().stop();
  }
}
