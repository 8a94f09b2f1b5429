package dev.tributary.local.servers;

import dev.tributary.local.process.ChildProcess;
import dev.tributary.local.process.ChildProcess.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Redis without persistence: what it holds is a cache, and a restart empties it. */
public final class RedisServer implements LocalServer {

  private final ChildProcess process;

  private final int port;

  private RedisServer(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and returns when it answers.
   *
   * @param port where to listen, 0 for a free one
   */
  public static RedisServer start(Path directory, int port) {
    var home = directory.toAbsolutePath();
    var chosen = Ports.orFree(port);
    var program = Executables.redis(home);
    var process =
        ChildProcess.start(
            new ChildProcess.Command(
                List.of(
                    program.toString(),
                    "--bind",
                    Ports.LOOPBACK,
                    "--port",
                    Integer.toString(chosen),
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--maxmemory",
                    "128mb",
                    "--maxmemory-policy",
                    "volatile-lru",
                    "--loglevel",
                    "warning"),
                Map.of(),
                home,
                home.resolve("redis.log"),
                home.resolve("redis.pid"),
                StopSignal.TERM));
    Readiness.await("Redis", process, () -> Ports.answers(chosen));
    return new RedisServer(process, chosen);
  }

  /** As clients want it, for instance {@code redis://127.0.0.1:16379}. */
  public String address() {
    return "redis://" + Ports.LOOPBACK + ":" + port;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public ChildProcess process() {
    return process;
  }
}
