package dev.tributary.local.suite;

import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.domain.Part;
import dev.tributary.local.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The state directory: {@code TRIBUTARY_HOME}, else {@code .tributary} beside the script.
 *
 * @param root of the checkout
 * @param state where everything that lasts is kept
 */
public record Home(Path root, Path state) {

  private static final int TOKEN_BYTES = 24;

  /** The one this process was started for. */
  public static Home find() {
    var root = Path.of(System.getProperty("tributary.root", ".")).toAbsolutePath().normalize();
    var state =
        Optional.ofNullable(System.getenv("TRIBUTARY_HOME"))
            .filter(value -> !value.isBlank())
            .map(value -> Path.of(value).toAbsolutePath().normalize())
            .orElse(root.resolve(".tributary"));
    return new Home(root, state);
  }

  /** Makes the directory, readable by its owner only. */
  public void create() {
    try {
      Files.createDirectories(state);
      Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-x--x"));
      Files.createDirectories(state.resolve("logs"));
    } catch (IOException e) {
      throw new InvalidInput(
          "Cannot use "
              + state
              + " to keep state: "
              + e
              + ". Set TRIBUTARY_HOME to a directory you may write.");
    }
  }

  /** Where a part keeps what must survive. */
  public Path data(Part part) {
    return state.resolve("data").resolve(part.label());
  }

  /** What a part printed. */
  public Path log(Part part) {
    return part.isService()
        ? state.resolve("logs").resolve(part.label() + ".log")
        : data(part).resolve(part.label() + ".log");
  }

  /** What the supervisor printed when detached. */
  public Path supervisorLog() {
    return state.resolve("logs").resolve("supervisor.log");
  }

  /** The process that supervises the suite. */
  public PidFile supervisor() {
    return new PidFile(state.resolve("supervisor.pid"));
  }

  /** The process of a part. */
  public PidFile pidFile(Part part) {
    return new PidFile(data(part).resolve(part.label() + ".pid"));
  }

  /** Locked by the supervisor as long as it lives. */
  public Path lock() {
    return state.resolve("lock");
  }

  /** What the supervisor last said about the suite. */
  public Path record() {
    return state.resolve("suite.json");
  }

  /** The admin token, made the first time. */
  public String token() throws IOException {
    var file = state.resolve("token");
    if (!Files.exists(file)) {
      var bytes = new byte[TOKEN_BYTES];
      new SecureRandom().nextBytes(bytes);
      var fresh = state.resolve("token.new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, HexFormat.of().formatHex(bytes) + "\n");
      Files.move(fresh, file);
    }
    return Files.readString(file).strip();
  }

  /** The runnable jar of a service. */
  public Path jar(Part service) {
    return root.resolve(service.label() + "-service/target/quarkus-app/quarkus-run.jar");
  }
}
