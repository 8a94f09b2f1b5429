package dev.tributary.acceptance.manifests;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The manifests under {@code k8s/}, as documents and as strictly read Kubernetes objects. */
final class Manifests {

  /** One document of a manifest file. */
  record Document(Path file, JsonNode tree) {

    String kind() {
      return tree.path("kind").asText();
    }

    String name() {
      return tree.path("metadata").path("name").asText();
    }

    @Override
    public String toString() {
      return file.getFileName() + ": " + kind() + " " + name();
    }
  }

  private static final YAMLMapper STRICT =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .annotationIntrospector(new WithoutCatchAlls())
          .build();

  private Manifests() {}

  /** Every document of every YAML file, in the order of the files' names. */
  static List<Document> all(Path folder) throws IOException {
    var documents = new ArrayList<Document>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        try (var values = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
          while (values.hasNext()) {
            documents.add(new Document(file, values.next()));
          }
        }
      }
    }
    return documents;
  }

  /** Reads a document as a Kubernetes object; a field its type does not have is an error. */
  static <T> T read(Document document, Class<T> type) throws IOException {
    return STRICT.treeToValue(document.tree(), type);
  }

  /** Turns off the field into which the model classes silently put whatever they do not know. */
  private static final class WithoutCatchAlls extends JacksonAnnotationIntrospector {

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
