package dev.tributary.platform.domain.secret;

import dev.tributary.platform.domain.InvalidValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a secret is kept. A definition only ever holds this, never the secret itself.
 *
 * <p>An editor of definitions must not be able to read Tributary's own credentials by having them
 * sent to a server of theirs, so variables that configure the services are out of reach.
 */
public sealed interface SecretReference {

  /** An environment variable of the service. */
  record Env(String name) implements SecretReference {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
    private static final List<String> OWN =
        List.of(
            "TRIBUTARY_", "QUARKUS_", "KAFKA_", "POSTGRES", "PG", "REDIS", "AWS_", "KUBERNETES_");

    public Env {
      if (!SHAPE.matcher(name).matches()) {
        throw new InvalidValue("env", "not the name of an environment variable");
      }
      for (var prefix : OWN) {
        if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
          throw new InvalidValue(
              "env", "a variable of the service itself, which no definition may use");
        }
      }
    }
  }

  /** A file that the service can read; its content without white space at its end is the secret. */
  record File(String path) implements SecretReference {

    public File {
      if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
        throw new InvalidValue("file", "not an absolute path");
      }
    }
  }

  /** For a person: which variable or file. */
  default String described() {
    return switch (this) {
      case Env(var name) -> "environment variable " + name;
      case File(var path) -> "file " + path;
    };
  }
}
