package dev.tributary.connectors.domain.definition;

import dev.tributary.connectors.domain.definition.RequestTemplate.Encoding;
import dev.tributary.connectors.domain.definition.RequestTemplate.Form;
import dev.tributary.connectors.domain.definition.ResponseRule.Means;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads requests, and the rules that say what their answers mean. */
final class RequestReader {

  static final Map<String, Means> MEANS =
      Map.of(
          "delivered", Means.DELIVERED,
          "retry", Means.RETRY,
          "drop", Means.DROP,
          "refresh", Means.REFRESH);

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Map<String, Form> FORMS =
      Map.of(
          "json", Form.JSON,
          "form", Form.FORM,
          "ndjson", Form.NDJSON,
          "text", Form.TEXT,
          "none", Form.NONE);

  private RequestReader() {}

  static RequestTemplate request(SpecReader reader) {
    var method = reader.optionalString("method").orElse("POST");
    if (!METHODS.contains(method)) {
      reader.reject("method", "is none of DELETE, GET, PATCH, POST, PUT");
    }
    var path = Readings.needed(reader, "path");
    if (!path.text().isEmpty() && !path.text().startsWith("/")) {
      reader.reject("path", "does not begin with /");
    }
    if (path.text().contains("?")) {
      reader.reject("path", "has a query, which belongs into query");
    }
    var headers = Readings.templates(reader, "headers");
    headers.keySet().stream()
        .filter(name -> !HEADER.matcher(name).matches())
        .forEach(name -> reader.reject("headers", "has a name that is no header's: " + name));
    var form =
        Readings.choice(reader, "encoding", FORMS)
            .orElse(method.equals("GET") ? Form.NONE : Form.JSON);
    return new RequestTemplate(
        method,
        path,
        Readings.templates(reader, "query"),
        headers,
        Readings.mapping(reader, "body"),
        new Encoding(form, reader.bool("gzip", false)),
        reader.optionalString("contentType"));
  }

  /** A request with what is known of its answers; the rules of the connector come last. */
  static Step step(String name, SpecReader reader, SpecReader request, List<ResponseRule> common) {
    var rules = new ArrayList<>(responses(reader));
    rules.addAll(common);
    return new Step(
        name,
        Readings.condition(reader, "when"),
        request(request),
        Readings.mappingsByName(reader, "capture"),
        rules);
  }

  static List<ResponseRule> responses(SpecReader reader) {
    return reader.objects("responses").stream()
        .map(rule ->
            new ResponseRule(
                rule.required("when", Readings.condition(rule, "when")).orElse(Fql.ALWAYS),
                means(rule),
                reason(rule)))
        .toList();
  }

  static List<ItemRule> items(SpecReader reader) {
    return reader.objects("items").stream().map(RequestReader::item).toList();
  }

  private static ItemRule item(SpecReader rule) {
    if (rule.has("each") == rule.has("aligned")) {
      rule.rejectWhole("needs exactly one of each and aligned");
    }
    var entries = Readings.path(rule, rule.has("aligned") ? "aligned" : "each");
    ItemRule.Named named = new ItemRule.Named.InOrder();
    if (rule.has("each")) {
      if (rule.has("index") == rule.has("key")) {
        rule.rejectWhole("needs exactly one of index and key to say which delivery is meant");
      }
      named =
          rule.has("key")
              ? new ItemRule.Named.ByValue(Readings.path(rule, "key"), Readings.path(rule, "item"))
              : new ItemRule.Named.ByIndex(Readings.path(rule, "index"));
    }
    return new ItemRule(
        entries, named, Readings.condition(rule, "when"), means(rule), reason(rule));
  }

  private static Means means(SpecReader rule) {
    return rule.required("outcome", Readings.choice(rule, "outcome", MEANS)).orElse(Means.DROP);
  }

  /** A path as text, {@code $.body.message}, or a mapping. */
  private static Optional<Mapping> reason(SpecReader rule) {
    boolean path =
        rule.optionalJson("reason").orElse(null) instanceof Json.Str(var text)
            && text.startsWith("$");
    return path ? Optional.of(Readings.path(rule, "reason")) : Readings.mapping(rule, "reason");
  }
}
