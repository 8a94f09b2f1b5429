package dev.tributary.platform.domain.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One pass over a spec finds all that is wrong with it. */
class SpecReaderTest {

  @Test
  void readsEachTypeOfField() {
    var reader =
        reader(
            """
            {"text":"a","within":"30d","number":1.5,"count":3.0,"flag":true,
             "inner":{"x":"y"},"list":[{"n":"1"},{"n":"2"}],"names":["a","b"],
             "byName":{"one":{"v":"1"}},"any":[1]}
            """);

    assertThat(reader.string("text")).isEqualTo("a");
    assertThat(reader.duration("within")).isEqualTo(Duration.ofDays(30));
    assertThat(reader.optionalNumber("number").orElseThrow()).isEqualByComparingTo("1.5");
    assertThat(reader.optionalInteger("count", 1, 5)).contains(3);
    assertThat(reader.bool("flag", false)).isTrue();
    assertThat(reader.object("inner").string("x")).isEqualTo("y");
    assertThat(reader.objects("list"))
        .extracting(item -> item.string("n"))
        .containsExactly("1", "2");
    assertThat(reader.strings("names")).containsExactly("a", "b");
    assertThat(reader.objectsByName("byName").get("one").string("v")).isEqualTo("1");
    assertThat(reader.optionalJson("any")).isPresent();
    assertThat(reader.finish()).isEmpty();
  }

  @Test
  void namesEachWrongFieldByItsPath() {
    var reader =
        reader(
            """
            {"text":5,"empty":"","within":"soon","count":9,"flag":"yes","inner":[],
             "list":[{},7],"names":["a",null,""],"extra":1,"deep":{"unasked":1}}
            """);
    reader.string("text");
    reader.string("empty");
    reader.duration("within");
    reader.optionalInteger("count", 1, 5);
    reader.bool("flag", false);
    reader.object("inner");
    reader.objects("list").forEach(item -> item.string("n"));
    reader.strings("names");
    reader.string("missing");
    reader.object("deep");

    assertThat(reader.finish())
        .extracting(Violation::path)
        .containsExactlyInAnyOrder(
            "spec.text",
            "spec.empty",
            "spec.within",
            "spec.count",
            "spec.flag",
            "spec.inner",
            "spec.list[0].n",
            "spec.list[1]",
            "spec.names[1]",
            "spec.names[2]",
            "spec.missing",
            "spec.extra",
            "spec.deep.unasked");
  }

  @Test
  void reportsAWrongFieldOnceEvenIfItIsRequired() {
    var reader = reader("{\"text\":5}");
    reader.string("text");
    assertThat(reader.finish()).hasSize(1);
  }

  @Test
  void treatsNullAsNotGiven() {
    var reader = reader("{\"text\":null}");
    assertThat(reader.has("text")).isFalse();
    assertThat(reader.optionalString("text")).isEmpty();
    assertThat(reader.finish()).isEmpty();
  }

  @Test
  void refusesDurationsThatAreNone() {
    for (var text : new String[] {"0d", "30", "d", "1.5h", "-1d", "99999999999d", "1M", " 1d"}) {
      var reader = SpecReader.of(Json.object("within", Json.of(text)));
      assertThat(reader.duration("within")).isZero();
      assertThat(reader.finish()).as(text).hasSize(1);
    }
  }

  private static SpecReader reader(String json) {
    return SpecReader.of((Json.Obj) JsonText.parse(json));
  }
}
