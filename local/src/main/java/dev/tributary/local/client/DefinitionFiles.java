package dev.tributary.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.domain.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads definitions as users write them: YAML with one or more documents, or JSON. */
public final class DefinitionFiles {

  /**
   * One definition that names a kind and itself. Nothing else of it has been checked.
   *
   * @param where file and position among the file's documents, for messages
   */
  public record Document(String where, Kind kind, String name, JsonNode content) {}

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private DefinitionFiles() {}

  /** All definitions of a file or of a directory with all below it; {@code -} is standard input. */
  public static List<Document> read(Path path) {
    return read(path, UnaryOperator.identity());
  }

  /**
   * The same with a change made to each file's text first. The order is one of dependency: what
   * others may refer to comes first.
   */
  public static List<Document> read(Path path, UnaryOperator<String> edit) {
    var documents = new ArrayList<Document>();
    for (var file : files(path)) {
      documents.addAll(parse(file.toString(), edit.apply(text(file))));
    }
    if (documents.isEmpty()) {
      throw new InvalidInput(path + " holds no definition (*.yaml, *.yml, *.json)");
    }
    documents.sort(Comparator.comparing(Document::kind));
    return documents;
  }

  /** The definitions of one text, in its order. */
  static List<Document> parse(String file, String text) {
    var documents = new ArrayList<Document>();
    try (var parser = YAML.createParser(text)) {
      for (var trees = YAML.readValues(parser, JsonNode.class); trees.hasNextValue(); ) {
        var content = trees.nextValue();
        if (!content.isMissingNode() && !content.isNull()) {
          documents.add(document(file + ", document " + (documents.size() + 1), content));
        }
      }
    } catch (JsonProcessingException e) {
      throw new InvalidInput(file + " is neither YAML nor JSON: " + e.getOriginalMessage() + at(e));
    } catch (IOException e) {
      throw new InvalidInput(file + " is neither YAML nor JSON: " + e.getMessage());
    }
    return documents;
  }

  private static String at(JsonProcessingException e) {
    var location = e.getLocation();
    return location == null ? "" : " (line " + location.getLineNr() + ")";
  }

  private static Document document(String where, JsonNode content) {
    var kind = content.path("kind").asText("");
    var name = content.path("metadata").path("name").asText("");
    if (kind.isEmpty()) {
      throw new InvalidInput(where + ": kind is missing; it is one of " + Kind.names());
    }
    if (name.isEmpty()) {
      throw new InvalidInput(where + ": metadata.name is missing");
    }
    return Kind.named(kind)
        .map(known -> new Document(where, known, name, content))
        .orElseThrow(() ->
            new InvalidInput(
                "%s: there is no kind %s; there are %s".formatted(where, kind, Kind.names())));
  }

  private static List<Path> files(Path path) {
    if (path.toString().equals("-") || Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new InvalidInput(path + " does not exist");
    }
    try (var found = Files.walk(path)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InvalidInput(path + " cannot be read: " + e.getMessage());
    }
  }

  private static String text(Path file) {
    try {
      return file.toString().equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(file);
    } catch (IOException e) {
      throw new InvalidInput(file + " cannot be read: " + e.getMessage());
    }
  }
}
