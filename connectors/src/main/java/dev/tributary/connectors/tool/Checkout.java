package dev.tributary.connectors.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Where the files about connectors are in a checkout of the sources. */
record Checkout(Path root) {

  /** The one this process was started for. */
  static Checkout find() {
    return new Checkout(
        Path.of(System.getProperty("tributary.root", ".")).toAbsolutePath().normalize());
  }

  Path connectors() {
    return root.resolve("connectors/src/main/resources/connectors");
  }

  Path connector(String name) {
    return connectors().resolve(name + ".yaml");
  }

  Path golden(String name) {
    return root.resolve("connectors/src/test/resources/golden").resolve(name + ".yaml");
  }

  Path docs() {
    return root.resolve("docs/connectors");
  }

  /** Whether the sources are there; an installation may do without. */
  boolean isThere() {
    return Files.isDirectory(connectors());
  }

  List<String> names() throws IOException {
    return Files.readAllLines(index()).stream().filter(name -> !name.isBlank()).sorted().toList();
  }

  /** Adds a name to the list of those that are shipped. */
  void list(String name) throws IOException {
    var names = new TreeSet<>(names());
    names.add(name);
    Files.writeString(index(), String.join("\n", names) + "\n", StandardCharsets.UTF_8);
  }

  private Path index() {
    return connectors().resolve("index.txt");
  }
}
