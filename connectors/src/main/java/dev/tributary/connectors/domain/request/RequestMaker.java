package dev.tributary.connectors.domain.request;

import dev.tributary.connectors.domain.definition.Base;
import dev.tributary.connectors.domain.definition.Percent;
import dev.tributary.connectors.domain.definition.RequestTemplate;
import dev.tributary.connectors.domain.definition.TextTemplate;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonWriter;
import dev.tributary.platform.domain.json.NumberText;
import dev.tributary.platform.domain.json.ObjBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Makes requests of templates, before anything proves who sends them. */
public final class RequestMaker {

  /** Writes JSON as it is, every digit of its numbers included. */
  public interface Writer {
    byte[] write(Json value);
  }

  /** Most characters of a body; the router has a bound of its own below. */
  private static final int MAX_BODY = 64 << 20;

  /** What would end a header. */
  private static final Pattern BREAK = Pattern.compile("[\\r\\n\\x00]");

  private RequestMaker() {}

  /**
   * The document that templates of a batch see.
   *
   * @param context {@code settings}, and {@code list} for an audience
   * @param steps what earlier steps captured, by step
   */
  public static Json.Obj document(Json.Obj context, List<Draft> drafts, Json.Obj steps) {
    var document = new ObjBuilder(context);
    document.put("steps", steps);
    if (!drafts.isEmpty()) {
      var first = drafts.getFirst();
      document.put("payload", first.payload());
      document.put("event", first.event());
      document.put("key", Json.of(first.key()));
      document.put("batchKey", Json.of(batchKey(drafts)));
      document.put("item", first.item());
      document.put("items", new Json.Arr(drafts.stream().map(Draft::item).toList()));
    }
    return document.build();
  }

  /**
   * The request of a template.
   *
   * @throws InvalidValue if a place in the URL has nothing to show
   */
  public static Request make(
      RequestTemplate template, Base base, Json.Obj document, Writer writer) {
    var start =
        base.of(document)
            .orElseThrow(() -> new InvalidValue("url", "without a setting that it needs"));
    var path =
        template
            .path()
            .fillEncoded(document)
            .orElseThrow(() -> new InvalidValue("path", "without a value that it needs"));
    var url =
        start.endsWith("/") && path.startsWith("/") ? start + path.substring(1) : start + path;
    var query = new LinkedHashMap<String, String>();
    template
        .query()
        .forEach((name, value) -> value.fill(document).ifPresent(text -> query.put(name, text)));
    var headers = new LinkedHashMap<String, String>();
    var body = body(template, document, writer);
    if (template.encoding().form() != RequestTemplate.Form.NONE) {
      headers.put(
          "Content-Type", template.contentType().orElse(template.encoding().form().contentType()));
    }
    if (template.encoding().gzip()) {
      headers.put("Content-Encoding", "gzip");
    }
    template.headers().forEach((name, value) -> put(headers, name, value, document));
    return new Request(template.method(), withQuery(url, query), headers, Map.of(), body);
  }

  /** A URL with parameters more, each encoded. */
  public static String withQuery(String url, Map<String, String> query) {
    if (query.isEmpty()) {
      return url;
    }
    var text =
        query.entrySet().stream()
            .map(entry ->
                Percent.encode(entry.getKey(), "") + "=" + Percent.encode(entry.getValue(), ""))
            .collect(Collectors.joining("&"));
    return url + (url.contains("?") ? "&" : "?") + text;
  }

  /** Parameters as a form's body (WHATWG URL, 5.2): a space is a plus. */
  public static Body form(Map<String, String> parameters) {
    var fields = new LinkedHashMap<String, List<String>>();
    parameters.forEach((name, value) -> fields.put(name, List.of(value)));
    return repeated(fields);
  }

  private static Body repeated(Map<String, List<String>> fields) {
    var pairs = new ArrayList<String>();
    fields.forEach((name, values) ->
        values.forEach(value ->
            pairs.add(
                URLEncoder.encode(name, StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8))));
    return new Body(String.join("&", pairs).getBytes(StandardCharsets.UTF_8));
  }

  /** Names a batch by what is in it: the same drafts give the same name. */
  private static String batchKey(List<Draft> drafts) {
    if (drafts.size() == 1) {
      return drafts.getFirst().key();
    }
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      drafts.forEach(draft -> sha.update((draft.key() + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static void put(
      Map<String, String> headers, String name, TextTemplate value, Json.Obj document) {
    value
        .fill(document)
        .map(text -> BREAK.matcher(text).replaceAll(" "))
        .ifPresent(text -> headers.put(name, text));
  }

  private static Body body(RequestTemplate template, Json.Obj document, Writer writer) {
    var form = template.encoding().form();
    if (form == RequestTemplate.Form.NONE) {
      return Body.EMPTY;
    }
    var value =
        template.body().isPresent()
            ? template.body().get().apply(document)
            : document.field("item").orElse(Json.Null.VALUE);
    var bytes =
        switch (form) {
          case JSON -> writer.write(value);
          case NDJSON -> lines(value, writer);
          case FORM -> repeated(fields(value)).bytes();
          case TEXT -> text(value).getBytes(StandardCharsets.UTF_8);
          case NONE -> new byte[0];
        };
    return new Body(template.encoding().gzip() ? gzipped(bytes) : bytes);
  }

  private static byte[] lines(Json value, Writer writer) {
    var items = value instanceof Json.Arr(var list) ? list : List.of(value);
    var out = new ByteArrayOutputStream();
    for (var item : items) {
      out.writeBytes(writer.write(item));
      out.write('\n');
    }
    return out.toByteArray();
  }

  /** A field of an array comes once for each of its items. */
  private static Map<String, List<String>> fields(Json value) {
    var fields = new LinkedHashMap<String, List<String>>();
    if (value instanceof Json.Obj(var named)) {
      named.forEach((name, each) -> {
        if (each instanceof Json.Arr(var items)) {
          fields.put(name, items.stream().map(RequestMaker::text).toList());
        } else if (!(each instanceof Json.Null)) {
          fields.put(name, List.of(text(each)));
        }
      });
    }
    return fields;
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var number) -> NumberText.of(number);
      case Json.Bool(var bool) -> Boolean.toString(bool);
      case Json.Null _ -> "";
      case Json.Obj _, Json.Arr _ -> JsonWriter.write(value, MAX_BODY);
    };
  }

  private static byte[] gzipped(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
    return out.toByteArray();
  }
}
