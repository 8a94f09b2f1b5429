package dev.tributary.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Fields;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.ObjBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/**
 * JSON text in UTF-8 to {@link Json} and back. A key that comes twice counts the last time, as in
 * JavaScript. Bounded: at most {@value #MAX_DEPTH} levels and numbers of {@value
 * #MAX_NUMBER_LENGTH} characters, so that no text costs more than in proportion to its length.
 */
public final class JsonText {

  public static final int MAX_DEPTH = 200;
  public static final int MAX_NUMBER_LENGTH = 100;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxStringLength(64 << 20)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
          // Not one a thread: a virtual thread has its first buffer to make each time.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  /** Of most events; longer texts are copied as they grow. */
  private static final int EXPECTED_LENGTH = 1_024;

  private JsonText() {}

  /**
   * Reads one value.
   *
   * @throws InvalidValue if the text is not exactly one JSON value, or exceeds a bound
   */
  public static Json parse(byte[] text) {
    return parse(text, Fields.ALL);
  }

  private static Json parse(byte[] text, Fields wanted) {
    try (var parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new InvalidValue("JSON", "empty");
      }
      var value = read(parser, wanted);
      if (parser.nextToken() != null) {
        throw new InvalidValue("JSON", "followed by something else");
      }
      return value;
    } catch (JsonProcessingException | NumberFormatException _) {
      throw new InvalidValue("JSON", "malformed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one value; see {@link #parse(byte[])}. */
  public static Json parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads one object.
   *
   * @throws InvalidValue as {@link #parse(byte[])} does, or if it is another type of value
   */
  public static Json.Obj parseObject(byte[] text) {
    return parseObject(text, Fields.ALL);
  }

  /**
   * Reads one object, keeping some of its fields; what is kept of arrays is whole.
   *
   * @throws InvalidValue where {@link #parseObject(byte[])} does, be it for what is not kept
   */
  public static Json.Obj parseObject(byte[] text, Fields wanted) {
    if (parse(text, wanted) instanceof Json.Obj object) {
      return object;
    }
    throw new InvalidValue("JSON", "not an object");
  }

  /** Writes a value without white space, fields in their order. */
  public static byte[] write(Json value) {
    var out = new ByteArrayOutputStream(EXPECTED_LENGTH);
    try (var generator = FACTORY.createGenerator(out)) {
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** {@link #write(Json)} as a string. */
  public static String writeString(Json value) {
    return new String(write(value), StandardCharsets.UTF_8);
  }

  private static Json read(JsonParser parser, Fields wanted) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var fields = new ObjBuilder();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          var name = parser.currentName();
          parser.nextToken();
          var below = wanted.below(name);
          if (below == null) {
            skip(parser);
          } else {
            fields.put(name, read(parser, below));
          }
        }
        yield fields.build();
      }
      case START_ARRAY -> {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser, Fields.ALL));
        }
        yield new Json.Arr(items);
      }
      case VALUE_STRING -> new Json.Str(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getDecimalValue());
      case VALUE_TRUE -> Json.Bool.TRUE;
      case VALUE_FALSE -> Json.Bool.FALSE;
      case VALUE_NULL -> Json.Null.VALUE;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new InvalidValue("JSON", "malformed");
    };
  }

  /** Passes over a value, which is refused as if it were read. */
  private static void skip(JsonParser parser) throws IOException {
    int open = 0;
    do {
      switch (parser.currentToken()) {
        case START_OBJECT, START_ARRAY -> open++;
        case END_OBJECT, END_ARRAY -> open--;
        case VALUE_NUMBER_FLOAT -> parser.getDecimalValue(); // Its exponent may be too large.
        case VALUE_STRING,
            VALUE_NUMBER_INT,
            VALUE_TRUE,
            VALUE_FALSE,
            VALUE_NULL,
            FIELD_NAME,
            NOT_AVAILABLE,
            VALUE_EMBEDDED_OBJECT -> {}
      }
    } while (open > 0 && parser.nextToken() != null);
  }

  private static void write(Json value, JsonGenerator generator) throws IOException {
    switch (value) {
      case Json.Obj(var fields) -> {
        generator.writeStartObject();
        for (var field : fields.entrySet()) {
          generator.writeFieldName(field.getKey());
          write(field.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case Json.Arr(var items) -> {
        generator.writeStartArray();
        for (var item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case Json.Str(var text) -> generator.writeString(text);
      case Json.Num(var number) -> generator.writeNumber(number);
      case Json.Bool(var bool) -> generator.writeBoolean(bool);
      case Json.Null _ -> generator.writeNull();
    }
  }
}
