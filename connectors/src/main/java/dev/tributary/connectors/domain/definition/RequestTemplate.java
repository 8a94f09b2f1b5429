package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.mapping.Mapping;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a request is made.
 *
 * @param body the item itself where there is none
 * @param contentType where it differs from the encoding's own
 */
public record RequestTemplate(
    String method,
    TextTemplate path,
    Map<String, TextTemplate> query,
    Map<String, TextTemplate> headers,
    Optional<Mapping> body,
    Encoding encoding,
    Optional<String> contentType) {

  public RequestTemplate {
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** How a body becomes bytes. */
  public record Encoding(Form form, boolean gzip) {}

  /** The bytes' form. */
  public enum Form {
    JSON("application/json"),
    FORM("application/x-www-form-urlencoded"),
    NDJSON("application/x-ndjson"),
    TEXT("text/plain; charset=utf-8"),
    NONE("");

    private final String contentType;

    Form(String contentType) {
      this.contentType = contentType;
    }

    public String contentType() {
      return contentType;
    }
  }

  /** The document's fields that the parts outside the body look at. */
  public Set<String> roots() {
    var roots = new HashSet<>(path.roots());
    query.values().forEach(template -> roots.addAll(template.roots()));
    headers.values().forEach(template -> roots.addAll(template.roots()));
    return roots;
  }
}
