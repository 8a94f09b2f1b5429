package dev.tributary.platform.secrets;

import dev.tributary.platform.domain.secret.SecretReference;
import dev.tributary.platform.domain.secret.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Secrets from the environment and from files beneath the directories that the service's {@code
 * secret-directories} name. A file is judged by its real path, so a link cannot lead out.
 */
public final class FileAndEnvironmentSecrets implements Secrets {

  private static final int MAX_BYTES = 64 * 1024;

  private final Set<String> directories;

  /**
   * @param directories beneath which secret files lie
   */
  public FileAndEnvironmentSecrets(Set<String> directories) {
    this.directories = Set.copyOf(directories);
  }

  @Override
  public Found find(SecretReference reference) {
    return switch (reference) {
      case SecretReference.Env(var name) ->
          ofText(System.getenv().getOrDefault(name, ""), reference);
      case SecretReference.File(var path) -> ofFile(path, reference);
    };
  }

  private Found ofFile(String path, SecretReference reference) {
    try {
      var real = Path.of(path).toRealPath();
      if (!isAllowed(real)) {
        return new Found.Missing(
            reference.described() + " is outside the secret-directories of the service");
      }
      if (Files.size(real) > MAX_BYTES) {
        return new Found.Missing(reference.described() + " is larger than 64 KiB");
      }
      return ofText(Files.readString(real, StandardCharsets.UTF_8).stripTrailing(), reference);
    } catch (IOException _) {
      return new Found.Missing(reference.described() + " cannot be read");
    }
  }

  private boolean isAllowed(Path real) throws IOException {
    for (var directory : directories) {
      var root = Path.of(directory);
      if (Files.isDirectory(root) && real.startsWith(root.toRealPath())) {
        return true;
      }
    }
    return false;
  }

  private static Found ofText(String text, SecretReference reference) {
    return text.isEmpty()
        ? new Found.Missing(reference.described() + " is not set")
        : new Found.Present(text);
  }
}
