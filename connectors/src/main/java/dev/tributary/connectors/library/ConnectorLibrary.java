package dev.tributary.connectors.library;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.ConnectorReader;
import dev.tributary.connectors.domain.definition.Connectors;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connectors that are shipped, each read when it is first asked for. {@code
 * connectors/index.txt} names them, for a jar cannot be listed everywhere.
 */
public final class ConnectorLibrary {

  private static final String PLACE = "/connectors/";
  private static final List<String> NAMES =
      new String(bytes("index.txt"), StandardCharsets.UTF_8).lines().sorted().toList();
  private static final Map<String, Connector> READ = new ConcurrentHashMap<>();

  /** They as one thing to hand on. */
  public static final Connectors SHIPPED =
      new Connectors() {
        @Override
        public List<String> names() {
          return NAMES;
        }

        @Override
        public Optional<Connector> find(String name) {
          return ConnectorLibrary.find(name);
        }
      };

  private ConnectorLibrary() {}

  /** All names, in their order. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The connector of a name; empty where there is none.
   *
   * @throws IllegalStateException if its file is wrong, which the build does not let pass
   */
  public static Optional<Connector> find(String name) {
    return NAMES.contains(name)
        ? Optional.of(READ.computeIfAbsent(name, ConnectorLibrary::shipped))
        : Optional.empty();
  }

  /** A file's bytes as a connector, or each fault by its path. */
  public static Checked<Connector> read(String name, byte[] yaml) {
    try {
      return YamlText.parse(yaml) instanceof Json.Obj file
          ? ConnectorReader.read(name, file)
          : invalid(name, "is no YAML mapping");
    } catch (InvalidValue e) {
      return invalid(name, "is " + e.reason());
    }
  }

  private static Connector shipped(String name) {
    return switch (read(name, bytes(name + ".yaml"))) {
      case Checked.Valid<Connector>(var connector) -> connector;
      case Checked.Invalid<Connector>(var violations) ->
          throw new IllegalStateException(name + " is wrong: " + violations);
    };
  }

  private static Checked<Connector> invalid(String name, String reason) {
    return new Checked.Invalid<>(List.of(new Violation(name, reason)));
  }

  private static byte[] bytes(String file) {
    try (@Nullable InputStream stream = ConnectorLibrary.class.getResourceAsStream(PLACE + file)) {
      if (stream == null) {
        throw new IllegalStateException("No " + file + " among the connectors");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
