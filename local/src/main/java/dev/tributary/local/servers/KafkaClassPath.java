package dev.tributary.local.servers;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * Finds the broker's libraries, which the build of this module lays out in {@code target/kafka-lib}
 * and {@code target/lib}, away from everybody's class path.
 */
final class KafkaClassPath {

  private KafkaClassPath() {}

  /** The class path to run {@link KafkaMain} with. */
  static String find() {
    var own = ownLocation();
    var candidates = new LinkedHashSet<Path>();
    var root = System.getProperty("tributary.root");
    if (root != null) {
      candidates.add(Path.of(root, "local", "target"));
    }
    Optional.ofNullable(own.getParent()).ifPresent(candidates::add);
    for (var target : candidates) {
      if (Files.isDirectory(target.resolve("kafka-lib"))
          && Files.isDirectory(target.resolve("lib"))) {
        return String.join(
            File.pathSeparator, own.toString(), target + "/kafka-lib/*", target + "/lib/*");
      }
    }
    throw new ServerNotReady(
        "the broker's libraries are not in any of "
            + candidates
            + ": build the module local first (./mvnw -pl proto,local install)");
  }

  private static Path ownLocation() {
    try {
      return Path.of(
          KafkaClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
