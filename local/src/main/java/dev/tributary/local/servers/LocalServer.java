package dev.tributary.local.servers;

import java.util.concurrent.CompletableFuture;

/** A real server that runs as a child process and keeps its data in a directory. */
public interface LocalServer extends AutoCloseable {

  /** The port on 127.0.0.1 that it serves. */
  int port();

  /** The pid of the server itself. */
  long pid();

  /** Whether its process still runs. */
  boolean isAlive();

  /** Completed with the exit code when its process ends, for whatever reason. */
  CompletableFuture<Integer> onExit();

  /** Ends it as {@code kill -9} does. Started again on the same directory, it has its data. */
  void kill();

  /** Stops it cleanly and waits until it has. */
  @Override
  void close();
}
