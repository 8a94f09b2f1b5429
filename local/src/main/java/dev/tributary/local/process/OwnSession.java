package dev.tributary.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How to give a command a session of its own, so that a terminal's signals do not reach it. */
final class OwnSession {

  private static final List<String> PREFIX = choose();

  private OwnSession() {}

  /** Words to put before a command; none where the system offers no way. */
  static List<String> prefix() {
    return PREFIX;
  }

  private static List<String> choose() {
    if (onPath("setsid").isPresent()) {
      return List.of("setsid");
    }
    if (onPath("perl").isPresent()) { // macOS has no setsid command
      return List.of("perl", "-e", "use POSIX; setsid(); exec @ARGV or die");
    }
    return List.of();
  }

  private static Optional<Path> onPath(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    for (var directory : path.split(File.pathSeparator, -1)) {
      var candidate = Path.of(directory.isEmpty() ? "." : directory, program);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
