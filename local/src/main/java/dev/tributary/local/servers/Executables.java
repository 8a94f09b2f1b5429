package dev.tributary.local.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the servers' executables for this machine, once per user and version. */
final class Executables {

  private static final String POSTGRES_VERSION = "18.6.0";

  private static final String REDIS_VERSION = "6.2";

  private static final int OWNER_EXECUTES = 0b001_000_000;

  private Executables() {}

  /** The directory that holds PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
  static Path postgres(Path fallback) {
    return postgresIn(cache().orElse(fallback));
  }

  /** The same, in {@code directory} and not in the user's own cache. */
  static Path postgresIn(Path directory) {
    return unpacked(
        "postgres-" + POSTGRES_VERSION,
        directory,
        target -> untar(resource("/" + archive()), target));
  }

  /** Redis's server program. */
  static Path redis(Path fallback) {
    var directory =
        unpacked(
            "redis-" + REDIS_VERSION,
            cache().orElse(fallback),
            target ->
                copyExecutable(resource("/" + redisProgram()), target.resolve("redis-server")));
    return directory.resolve("redis-server");
  }

  private interface Unpacking {
    void into(Path target) throws IOException;
  }

  private static Path unpacked(String name, Path directory, Unpacking unpacking) {
    try {
      var home = directory.resolve(name);
      if (!Files.isDirectory(home)) {
        Files.createDirectories(home.getParent());
        var fresh = Files.createTempDirectory(home.getParent(), name + "-");
        unpacking.into(fresh);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        settle(fresh, home);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + name, e);
    }
  }

  /** Whoever comes second throws its copy away. */
  private static void settle(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      Trees.delete(fresh);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("one directory spans two file systems: " + home.getParent(), e);
    } catch (IOException e) {
      Trees.delete(fresh);
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static Optional<Path> cache() {
    var base =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .filter(value -> !value.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home", "/nonexistent"), ".cache"));
    var cache = base.resolve("tributary");
    try {
      Files.createDirectories(cache);
      return Files.isWritable(cache) ? Optional.of(cache.toAbsolutePath()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String archive() {
    return switch (platform()) {
      case "linux-amd64" -> "postgres-linux-x86_64.txz";
      case "linux-arm64" -> "postgres-linux-arm_64.txz";
      case "darwin-amd64" -> "postgres-darwin-x86_64.txz";
      case "darwin-arm64" -> "postgres-darwin-arm_64.txz";
      default -> throw unsupported();
    };
  }

  private static String redisProgram() {
    return switch (platform()) {
      case "linux-amd64" -> "redis-server-6.2.6-v5-linux-amd64";
      case "linux-arm64" -> "redis-server-6.2.7-linux-arm64";
      case "darwin-amd64" -> "redis-server-6.2.6-v5-darwin-amd64";
      case "darwin-arm64" -> "redis-server-6.2.6-v5-darwin-arm64";
      default -> throw unsupported();
    };
  }

  private static String platform() {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    var kernel = system.startsWith("mac") ? "darwin" : system;
    var width =
        processor.equals("aarch64") ? "arm64" : processor.equals("x86_64") ? "amd64" : processor;
    return kernel + "-" + width;
  }

  private static ServerNotReady unsupported() {
    return new ServerNotReady(
        "no embedded servers for " + platform() + ": use Linux or macOS on amd64 or arm64");
  }

  private static InputStream resource(String name) {
    var stream = Executables.class.getResourceAsStream(name);
    if (stream == null) {
      throw new ServerNotReady("the class path lacks " + name);
    }
    return stream;
  }

  private static void copyExecutable(InputStream from, Path to) throws IOException {
    try (from) {
      Files.copy(from, to);
    }
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void untar(InputStream from, Path target) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(from))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        untar(tar, entry, target.resolve(entry.getName()).normalize());
      }
    }
  }

  private static void untar(TarArchiveInputStream tar, TarArchiveEntry entry, Path to)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(to);
      return;
    }
    Files.createDirectories(to.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, to);
    var executable = (entry.getMode() & OWNER_EXECUTES) != 0;
    Files.setPosixFilePermissions(
        to, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
