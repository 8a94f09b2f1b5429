package dev.tributary.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM a service runs in. Beside the service's jar there may be an AOT cache (JEP 483, 514 and
 * 515): what an earlier run of that jar loaded, linked and found to be hot, so that this one need
 * not. A JVM that cannot use it says so and starts without.
 */
public final class ServiceJvm {

  /** A cache is good for a run with the same ones alone. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private ServiceJvm() {}

  /**
   * The command that runs a service's jar, with its cache if there is one.
   *
   * @param options of the JVM, besides those that every service has
   */
  public static List<String> command(Path jar, List<String> options) {
    var line = new ArrayList<>(options);
    if (hasCache(jar)) {
      line.add("-XX:AOTCache=" + cache(jar));
    }
    return plainCommand(jar, line);
  }

  /** As {@link #command}, whether there is a cache or not. */
  static List<String> plainCommand(Path jar, List<String> options) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(OPTIONS);
    line.addAll(options);
    line.addAll(List.of("-jar", jar.toString()));
    return line;
  }

  /** Where the cache of a jar is, once it is made; no JVM can use another one's. */
  static Path cache(Path jar) {
    return jar.resolveSibling("app-" + Runtime.version() + ".aot");
  }

  /** Whether there is a cache, and of this very jar. */
  static boolean hasCache(Path jar) {
    var cache = cache(jar);
    try {
      return Files.exists(cache)
          && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
