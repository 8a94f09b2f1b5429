package dev.tributary.platform.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjBuilderTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 18, 40})
  void isAsALinkedMapHoweverManyFieldsThereAre(int size) {
    var random = new SplittableRandom(size);
    for (int round = 0; round < 50; round++) {
      var expected = new LinkedHashMap<String, Json>();
      var builder = new ObjBuilder();
      while (expected.size() < size) {
        var name = "field" + random.nextInt(2 * size + 1);
        var value = Json.of(random.nextInt());
        expected.put(name, value);
        builder.put(name, value);
      }

      var object = builder.build();

      assertThat(List.copyOf(object.fields().entrySet()))
          .isEqualTo(List.copyOf(expected.entrySet()));
      assertThat(object.fields()).isEqualTo(expected).hasSameHashCodeAs(expected);
      assertThat(expected).isEqualTo(object.fields());
      assertThat(object)
          .isEqualTo(new Json.Obj(expected))
          .hasSameHashCodeAs(new Json.Obj(expected));
      expected.forEach((name, value) -> assertThat(object.field(name)).contains(value));
      assertThat(object.field("absent")).isEmpty();
      assertThat(object.fields().containsKey("absent")).isFalse();
      assertThat(object.fields().get(null)).isNull();
      assertThat(walked(object.fields())).isEqualTo(List.copyOf(expected.keySet()));
    }
  }

  @Test
  void keepsThePlaceOfANameThatComesAgain() {
    var object =
        new ObjBuilder().put("a", Json.of(1)).put("b", Json.of(2)).put("a", Json.of(3)).build();

    assertThat(object.fields().keySet()).containsExactly("a", "b");
    assertThat(object.field("a")).contains(Json.of(3));
  }

  @Test
  void tellsApartNamesOfTheSameHash() {
    var object = new ObjBuilder().put("Aa", Json.of(1)).put("BB", Json.of(2)).build();

    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(object.field("Aa")).contains(Json.of(1));
    assertThat(object.field("BB")).contains(Json.of(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 30})
  void changesNothingThatWasBuilt(int size) {
    var builder = new ObjBuilder();
    for (int i = 0; i < size; i++) {
      builder.put("field" + i, Json.of(i));
    }
    var before = builder.build();

    builder.put("field0", Json.of("other")).put("more", Json.of("more"));

    assertThat(before.fields()).hasSize(size).containsEntry("field0", Json.of(0));
    assertThat(builder.build().fields())
        .hasSize(size + 1)
        .containsEntry("field0", Json.of("other"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17})
  void letsNobodyChangeAnObject(int size) {
    var source = new LinkedHashMap<String, Json>();
    for (int i = 0; i < size; i++) {
      source.put("field" + i, Json.of(i));
    }
    var object = new Json.Obj(source);
    source.put("field0", Json.of("other"));

    assertThat(object.field("field0")).contains(Json.of(0));
    var fields = object.fields();
    assertThatThrownBy(() -> fields.put("more", Json.of(1)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> fields.remove("field0"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(fields::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> fields.entrySet().iterator().next().setValue(Json.of(1)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void beginsWithTheFieldsOfAnother() {
    var start = new Json.Obj(Map.of("a", Json.of(1)));

    assertThat(new ObjBuilder(start).put("b", Json.of(2)).build().fields())
        .containsExactly(Map.entry("a", Json.of(1)), Map.entry("b", Json.of(2)));
    assertThat(start.fields()).hasSize(1);
  }

  private static List<String> walked(Map<String, Json> fields) {
    var names = new ArrayList<String>();
    fields.forEach((name, _) -> names.add(name));
    return names;
  }
}
