package dev.tributary.connectors.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The two files that a new connector begins with; they are right, and agree with each other. */
record Skeleton(String name, String title, LocalDate day) {

  /** A title to begin with: {@code acme-mail} is Acme Mail. */
  static String titled(String name) {
    return Arrays.stream(name.split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }

  String connector() {
    return filled("connector.yaml");
  }

  String golden() {
    return filled("golden.yaml");
  }

  private String filled(String file) {
    return text(file)
        .replace("@NAME@", name)
        .replace("@TITLE@", "'" + title.replace("'", "''") + "'")
        .replace("@DAY@", day.toString());
  }

  private static String text(String file) {
    try (var stream = Skeleton.class.getResourceAsStream("/skeleton/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("No skeleton " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
