package dev.tributary.ingest.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingest.domain.event.EventType;
import dev.tributary.ingest.domain.json.Flaw;
import dev.tributary.ingest.domain.json.ValueType;
import dev.tributary.ingest.domain.request.ScannedRequest.Batch;
import dev.tributary.ingest.domain.request.ScannedRequest.Single;
import dev.tributary.ingest.domain.request.ScannedRequest.Unreadable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestScannerTest {

  @Test
  void keepsEveryByteOfAnItemAsItWasSent() {
    // Given
    var item = "{ \"type\" :\"track\",\n\t\"a\":1.50e+2,\"é\":\"\\u00e9\" }";

    // When
    var batch = batch("{\"batch\": [ " + item + " , 7 ],\"sentAt\":\"x\"}");

    // Then
    assertThat(text(batch.items().getFirst())).isEqualTo(item);
    assertThat(text(batch.items().getLast())).isEqualTo("7");
    assertThat(batch.items().getLast().type()).isEqualTo(ValueType.NUMBER);
  }

  @Test
  void countsTheLastOfAFieldThatComesTwice() {
    // Given
    var text = "{\"userId\":\"a\",\"userId\":5,\"batch\":[{}],\"batch\":[{},{\"event\":\"e\"}]}";

    // When
    var batch = batch(text);

    // Then
    assertThat(batch.envelope().typeOf(Field.USER_ID)).isEqualTo(ValueType.NUMBER);
    assertThat(batch.count()).isEqualTo(2);
    assertThat(batch.items().getLast().textOf(Field.EVENT)).isEqualTo("e");
  }

  @Test
  void knowsAFieldWhoseNameIsWrittenWithEscapes() {
    // When
    var event = single("{\"user\\u0049d\":\"u\\u002d1\"}");

    // Then
    assertThat(event.textOf(Field.USER_ID)).isEqualTo("u-1");
  }

  @Test
  void passesOverAByteOrderMark() {
    // When
    var event = single("\uFEFF{\"userId\":\"u\"}");

    // Then
    assertThat(text(event)).isEqualTo("{\"userId\":\"u\"}");
  }

  @Test
  void keepsNoMoreItemsThanWantedButCountsAll() {
    // When
    var batch =
        (Batch) RequestScanner.batch("{\"batch\":[{},{},{}]}".getBytes(StandardCharsets.UTF_8), 2);

    // Then
    assertThat(batch.items()).hasSize(2);
    assertThat(batch.count()).isEqualTo(3);
  }

  @Test
  void marksOnlyTheItemThatHoldsTheFlaw() {
    // When
    var batch =
        batch(
            "{\"x\":\"\\ud800\",\"batch\":[{\"a\":\"\\ud83d\"},{\"a\":\"\\ud83d\\ude00\"},{\"a\":1e999}]}");

    // Then
    assertThat(batch.items().stream().map(RawObject::flaw))
        .containsExactly(Flaw.LONE_SURROGATE, Flaw.NONE, Flaw.NUMBER_OUT_OF_RANGE);
    assertThat(batch.envelope().flaw()).isEqualTo(Flaw.NONE);
  }

  @Test
  void marksTheEnvelopeWhoseSharedContextHoldsTheFlaw() {
    // When
    var batch = batch("{\"context\":{\"a\":\"\\ud83d\"},\"batch\":[{}]}");

    // Then
    assertThat(batch.envelope().flaw()).isEqualTo(Flaw.LONE_SURROGATE);
  }

  @Test
  void readsAHundredLevelsAndRefusesOneMore() {
    // Given
    var deep = "{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}";
    var deeper = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";

    // Then
    assertThat(scan(deep)).isInstanceOf(Single.class);
    assertThat(scan(deeper)).isInstanceOf(Unreadable.class);
  }

  @Test
  void survivesAHundredThousandLevels() {
    // When
    var scanned = scan("{\"a\":" + "[".repeat(100_000));

    // Then
    assertThat(scanned)
        .isEqualTo(
            new Unreadable(
                "The body is not valid JSON: nested deeper than 100 levels at byte 104"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "null",
        "5",
        "\"x\"",
        "{",
        "{}}",
        "{} {}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":nul",
        "{\"a\":[1 2]}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{\"a\":1}\u0000",
        "\u0000{}",
        "{\"a\":1}//"
      })
  void refusesWhatIsNotOneJsonObject(String text) {
    assertThat(scan(text)).isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "C0 80",
        "C1 BF",
        "C3",
        "C3 28",
        "E0 80 80",
        "E0 9F BF",
        "ED A0 80",
        "ED BF BF",
        "E2 82",
        "E2 28 A1",
        "F0 80 80 80",
        "F0 8F BF BF",
        "F4 90 80 80",
        "F5 80 80 80",
        "FF",
        "FE",
        "F0 9F 98"
      })
  void refusesBytesThatAreNotUtf8(String hex) {
    // Given
    var start = "{\"a\":\"".getBytes(StandardCharsets.UTF_8);
    var middle = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
    var end = "\"}".getBytes(StandardCharsets.UTF_8);
    var text = java.nio.ByteBuffer.allocate(start.length + middle.length + end.length);
    text.put(start).put(middle).put(end);

    // When
    var scanned = RequestScanner.single(EventType.TRACK, text.array());

    // Then
    assertThat(scanned).isInstanceOf(Unreadable.class);
  }

  @Test
  void takesABatchThatIsNoArrayAsOneWithoutItems() {
    // When
    var batch = batch("{\"batch\":[{}],\"batch\":5}");

    // Then
    assertThat(batch.count()).isZero();
    assertThat(batch.envelope().typeOf(Field.BATCH)).isEqualTo(ValueType.NUMBER);
  }

  private static ScannedRequest scan(String text) {
    return RequestScanner.single(EventType.TRACK, text.getBytes(StandardCharsets.UTF_8));
  }

  private static RawObject single(String text) {
    return ((Single) scan(text)).event();
  }

  private static Batch batch(String text) {
    return (Batch) RequestScanner.batch(text.getBytes(StandardCharsets.UTF_8), 1_000);
  }

  private static String text(RawObject object) {
    return new String(object.payload().toBytes(), StandardCharsets.UTF_8);
  }
}
