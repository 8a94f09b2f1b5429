package dev.tributary.audience.domain.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.json.JsonText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionSpecsTest {

  @Test
  void readsTheAudienceOfTheIssue() {
    // Given
    var spec =
        """
        {"who":{"all":[
          {"event":"Order Completed","where":"properties.currency = \\"GBP\\"",
           "count":{"atLeast":3},"within":"30d"},
          {"trait":"revenue_90d","gt":500},
          {"not":{"trait":"plan","equals":"internal"}}]}}
        """;

    // When
    var checked = audience(spec);

    // Then
    assertThat(checked.problems()).isEmpty();
    assertThat(checked).isInstanceOf(Checked.Valid.class);
  }

  @Test
  void readsConditionsOnEntitiesTheShortAndTheGeneralForm() {
    assertThat(who("{\"account\":{\"trait\":\"plan\",\"equals\":\"pro\"}}"))
        .isEqualTo(who("{\"entity\":\"accounts\",\"trait\":\"plan\",\"equals\":\"pro\"}"))
        .isInstanceOf(Condition.HasEntity.class);
  }

  @Test
  void readsHowManyOfAProfilesEntitiesMustPass() {
    var test = "{\"trait\":\"plan\",\"equals\":\"pro\"}";

    assertThat(who("{\"account\":{\"any\":" + test + "}}"))
        .isEqualTo(who("{\"account\":" + test + "}"));
    assertThat(who("{\"account\":{\"all\":" + test + "}}"))
        .isEqualTo(who("{\"entity\":\"accounts\",\"all\":" + test + "}"))
        .isInstanceOfSatisfying(
            Condition.HasEntity.class,
            condition -> assertThat(condition.quantifier()).isEqualTo(Condition.Quantifier.ALL));
    assertThat(who("{\"account\":{\"none\":" + test + "}}"))
        .isNotEqualTo(who("{\"account\":{\"all\":" + test + "}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"identify\"}",
        "{\"type\":\"page\",\"count\":{\"exactly\":0},\"within\":\"14d\"}",
        "{\"event\":\"A\",\"between\":{\"atLeast\":\"7d\",\"atMost\":\"10d\"}}",
        "{\"trait\":\"renewal\",\"withinNext\":\"30d\"}",
        "{\"trait\":\"renewal\",\"withinLast\":\"30d\"}",
        "{\"trait\":\"renewal\",\"beforeLast\":\"1h\"}",
        "{\"trait\":\"renewal\",\"afterNext\":\"1h\"}",
        "{\"trait\":\"renewal\",\"before\":\"2026-01-31\"}",
        "{\"trait\":\"renewal\",\"after\":\"2026-01-31T10:00:00+01:00\"}",
        "{\"audience\":\"big_spenders\"}",
        "{\"sequence\":[{\"event\":\"View\"},{\"event\":\"Buy\",\"within\":\"2d\"},{\"not\":{\"event\":\"Refund\"},\"within\":\"7d\"}]}",
        "{\"sequence\":[{\"type\":\"page\"},{\"event\":\"Buy\",\"where\":\"properties.n > 1\"}],\"within\":\"30d\"}",
        "{\"event\":\"A\",\"where\":\"properties.total > properties.budget\"}",
        "{\"event\":\"A\",\"property\":\"properties.n\",\"lte\":{\"trait\":\"t\"},\"count\":{\"exactly\":0}}",
        "{\"type\":\"page\",\"property\":\"properties.path\",\"startsWith\":{\"trait\":\"home\"}}",
        "{\"trait\":\"used\",\"gt\":{\"trait\":\"limit\"}}",
        "{\"trait\":\"last\",\"after\":{\"trait\":\"first\"}}",
        "{\"split\":{\"percent\":10,\"salt\":\"holdout-1\"}}",
        "{\"split\":{\"percent\":0.01,\"salt\":\"s\"}}"
      })
  void readsConditions(String condition) {
    assertThat(audience("{\"who\":" + condition + "}").problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"identify\",\"event\":\"A\"}|spec.who.event",
        "{\"type\":\"track\"}|spec.who.event",
        "{\"type\":\"group\"}|spec.who.type",
        "{\"event\":\"A\",\"between\":{\"atLeast\":\"7d\",\"atMost\":\"7d\"}}|spec.who.between",
        "{\"event\":\"A\",\"between\":{\"atLeast\":\"7d\"}}|spec.who.between.atMost",
        "{\"event\":\"A\",\"between\":{\"atLeast\":\"7d\",\"atMost\":\"20y\"}}|spec.who.between.atMost",
        "{\"event\":\"A\",\"within\":\"1d\",\"between\":{\"atLeast\":\"7d\",\"atMost\":\"9d\"}}|spec.who",
        "{\"trait\":\"t\",\"withinNext\":\"4000d\"}|spec.who.withinNext",
        "{\"trait\":\"t\",\"withinNext\":7}|spec.who.withinNext",
        "{\"trait\":\"t\",\"before\":\"tomorrow\"}|spec.who.before",
        "{\"audience\":\"\"}|spec.who.audience",
        "{\"event\":\"A\",\"expiresAfter\":\"366d\"}|spec.who.expiresAfter",
        "{\"event\":\"A\",\"expiresAfter\":\"1h\",\"within\":\"1d\"}|spec.who",
        "{\"sequence\":[]}|spec.who.sequence",
        "{\"sequence\":[{\"event\":\"A\"}]}|spec.who.sequence",
        "{\"sequence\":[{\"not\":{\"event\":\"A\"}},{\"event\":\"A\"}]}|spec.who.sequence[0].not",
        "{\"sequence\":[{\"event\":\"A\",\"within\":\"1d\"},{\"event\":\"A\"}]}|spec.who.sequence[0].within",
        "{\"sequence\":[{\"event\":\"A\"},{\"event\":\"A\",\"within\":\"20000d\"}]}|spec.who.sequence[1].within",
        "{\"sequence\":[{\"event\":\"A\"},{\"event\":\"A\",\"count\":{\"exactly\":1}}]}|spec.who.sequence[1].count",
        "{\"event\":\"A\",\"property\":\"properties.n\"}|spec.who",
        "{\"event\":\"A\",\"property\":\"a..b\",\"gt\":{\"trait\":\"t\"}}|spec.who.property",
        "{\"event\":\"A\",\"property\":\"properties.n\",\"gt\":5}|spec.who.gt",
        "{\"event\":\"A\",\"property\":\"properties.n\",\"gt\":{\"property\":\"m\"}}|spec.who.gt.property",
        "{\"event\":\"A\",\"property\":\"properties.n\",\"exists\":{\"trait\":\"t\"}}|spec.who.exists",
        "{\"event\":\"A\",\"property\":\"properties.n\",\"gt\":{\"trait\":\"t\"},\"lt\":{\"trait\":\"t\"}}|spec.who",
        "{\"event\":\"A\",\"gt\":{\"trait\":\"t\"}}|spec.who.gt",
        "{\"trait\":\"t\",\"gt\":{\"trait\":\"\"}}|spec.who.gt.trait",
        "{\"trait\":\"t\",\"gt\":{\"trait\":\"u\",\"plus\":1}}|spec.who.gt.plus",
        "{\"trait\":\"t\",\"gt\":{\"trait\":\"u\"},\"lt\":5}|spec.who",
        "{\"trait\":\"t\",\"withinLast\":{\"trait\":\"u\"}}|spec.who.withinLast",
        "{\"account\":{\"trait\":\"used\",\"gt\":{\"trait\":\"limit\"}}}|spec.who.account.gt",
        "{\"sequence\":[{\"event\":\"A\"},{\"event\":\"B\",\"property\":\"p\",\"gt\":{\"trait\":\"t\"}}]}|spec.who.sequence[1].property",
        "{\"split\":{\"percent\":0,\"salt\":\"s\"}}|spec.who.split.percent",
        "{\"split\":{\"percent\":100,\"salt\":\"s\"}}|spec.who.split.percent",
        "{\"split\":{\"percent\":0.001,\"salt\":\"s\"}}|spec.who.split.percent",
        "{\"split\":{\"percent\":1e400,\"salt\":\"s\"}}|spec.who.split.percent",
        "{\"split\":{\"percent\":10}}|spec.who.split.salt"
      })
  void namesTheWrongPathOfACondition(String condition, String path) {
    assertThat(audience("{\"who\":" + condition + "}").problems())
        .extracting(Violation::path)
        .contains(path);
  }

  @Test
  void leavesAnonymousProfilesOutWhereTheyAreExcluded() {
    var included = "{\"who\":{\"event\":\"A\"},\"anonymous\":\"include\"}";
    var excluded = "{\"who\":{\"event\":\"A\"},\"anonymous\":\"exclude\"}";

    assertThat(anonymous(included)).isEqualTo(Rule.Audience.Anonymous.INCLUDED);
    assertThat(anonymous(excluded)).isEqualTo(Rule.Audience.Anonymous.EXCLUDED);
    assertThat(audience(excluded.replace("exclude", "some")).problems())
        .extracting(Violation::path)
        .containsExactly("spec.anonymous");
  }

  private static Rule.Audience.Anonymous anonymous(String spec) {
    return ((Checked.Valid<Rule.Audience>) audience(spec)).value().anonymous();
  }

  @Test
  void readsFromWhichScoreOnSoftLinksCount() {
    assertThat(softLinks("{\"minimum\":0.9}")).isEqualTo(List.of());
    assertThat(softLinks("{}")).containsExactly("spec.softLinks.minimum");
    assertThat(softLinks("{\"minimum\":0}")).containsExactly("spec.softLinks.minimum");
    assertThat(softLinks("{\"minimum\":1}")).containsExactly("spec.softLinks.minimum");
    assertThat(softLinks("{\"minimum\":\"high\"}")).contains("spec.softLinks.minimum");
    assertThat(softLinks("{\"minimum\":0.9,\"maximum\":1}"))
        .containsExactly("spec.softLinks.maximum");
    assertThat(softLinks("0.9")).containsExactly("spec.softLinks");
  }

  private static List<String> softLinks(String softLinks) {
    var spec = "{\"who\":{\"event\":\"A\"},\"softLinks\":" + softLinks + "}";
    return audience(spec).problems().stream().map(Violation::path).distinct().toList();
  }

  private static Condition who(String condition) {
    return ((Checked.Valid<Rule.Audience>) audience("{\"who\":" + condition + "}")).value().who();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"count\":{\"event\":\"Order Completed\"}}",
        "{\"count\":{\"event\":\"Home\",\"type\":\"page\",\"within\":\"4w\"}}",
        "{\"count\":{\"type\":\"identify\"}}",
        "{\"average\":{\"event\":\"A\",\"property\":\"properties.n\"}}",
        "{\"min\":{\"event\":\"A\",\"property\":\"properties.n\"}}",
        "{\"max\":{\"event\":\"A\",\"property\":\"properties.products[].price\"}}",
        "{\"first\":{\"event\":\"A\",\"property\":\"properties.n\"}}",
        "{\"last\":{\"type\":\"page\",\"property\":\"properties.url\"}}",
        "{\"mostFrequent\":{\"event\":\"A\",\"property\":\"properties.n\"}}",
        "{\"mostFrequent\":{\"event\":\"A\",\"property\":\"properties.n\",\"minimum\":3}}",
        "{\"uniqueList\":{\"event\":\"A\",\"property\":\"properties.n\",\"within\":\"7d\"}}",
        "{\"uniqueCount\":{\"event\":\"A\",\"property\":\"properties.n\",\"between\":{\"atLeast\":\"1d\",\"atMost\":\"2d\"}}}",
        "{\"formula\":\"round(total_spent / orders, 2)\"}",
        "{\"sum\":{\"event\":\"Order Completed\",\"property\":\"properties.revenue\",\"within\":\"90d\"}}"
      })
  void readsComputedTraits(String spec) {
    assertThat(trait(spec)).isEmpty();
  }

  @Test
  void namesEveryWrongPathOfAnAudience() {
    // Given
    var spec =
        """
        {"who":{"all":[
          {"event":"A","where":"event = ","count":{"atLeast":0},"within":"20y"},
          {"trait":"t","gt":"many"},
          {"trait":"t","gt":1,"lt":2},
          {"any":[]},
          {"not":{}},
          {"event":"A","trait":"b","equals":1},
          {"event":"B","within":"4000d","tpye":"page"},
          {"event":"B","count":{"exactly":1,"atMost":2}},
          {"account":{"trait":"plan"}},
          {"account":{"equals":"pro"}},
          {"account":{"any":{"trait":"plan","equals":"pro"},"none":{}}},
          {"entity":"households","trait":"size","gt":"two"},
          {"entity":7,"trait":"size","gt":2},
          {"entity":"households","account":{"trait":"plan","equals":"pro"}}]},
         "nam":"x"}
        """;

    // When
    var paths = audience(spec).problems().stream().map(Violation::path).distinct().toList();

    // Then
    assertThat(paths)
        .contains(
            "spec.who.all[0].where",
            "spec.who.all[0].count.atLeast",
            "spec.who.all[0].within",
            "spec.who.all[1].gt",
            "spec.who.all[2]",
            "spec.who.all[3].any",
            "spec.who.all[4].not",
            "spec.who.all[5]",
            "spec.who.all[6].within",
            "spec.who.all[6].tpye",
            "spec.who.all[7].count",
            "spec.who.all[8].account",
            "spec.who.all[9].account.trait",
            "spec.who.all[10].account.none",
            "spec.who.all[11].gt",
            "spec.who.all[12].entity",
            "spec.who.all[13]",
            "spec.nam");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|spec",
        "{\"count\":{}}|spec.count.event",
        "{\"count\":{\"event\":\"A\"},\"sum\":{\"event\":\"A\",\"property\":\"p\"}}|spec",
        "{\"sum\":{\"event\":\"A\"}}|spec.sum.property",
        "{\"sum\":{\"event\":\"A\",\"property\":\"a..b\"}}|spec.sum.property",
        "{\"count\":{\"event\":\"A\",\"within\":\"0d\"}}|spec.count.within",
        "{\"count\":{\"event\":\"A\",\"within\":\"-3d\"}}|spec.count.within",
        "{\"count\":{\"event\":\"A\",\"property\":\"p\"}}|spec.count.property",
        "{\"count\":{\"event\":\"A\",\"type\":\"group\"}}|spec.count.type",
        "{\"average\":{\"event\":\"A\"}}|spec.average.property",
        "{\"mostFrequent\":{\"event\":\"A\",\"property\":\"p\",\"minimum\":0}}|spec.mostFrequent.minimum",
        "{\"max\":{\"event\":\"A\",\"property\":\"p\",\"minimum\":2}}|spec.max.minimum",
        "{\"first\":{\"event\":\"A\",\"property\":\"a.[]\"}}|spec.first.property",
        "{\"formula\":\"1 +\"}|spec.formula",
        "{\"formula\":\"\"}|spec.formula",
        "{\"formula\":7}|spec.formula",
        "{\"formula\":{\"of\":\"a + b\"}}|spec.formula",
        "{\"formula\":\"a + b\",\"within\":\"7d\"}|spec.within",
        "{\"formula\":\"a + b\",\"count\":{\"event\":\"A\"}}|spec",
        "{\"count\":[]}|spec.count",
        "{\"count\":{\"event\":7}}|spec.count.event"
      })
  void namesTheWrongPathOfAComputedTrait(String spec, String path) {
    assertThat(trait(spec)).extracting(Violation::path).contains(path);
  }

  @Test
  void tellsTheColumnInAFormula() {
    assertThat(trait("{\"formula\":\"total_spent / order count\"}"))
        .extracting(Violation::reason)
        .containsExactly("is wrong at column 21: expected an operator or the end, found c");
  }

  @Test
  void keepsTheGreatestOrTheLeastValueWhereThatTellsWhetherThereIsOne() {
    var compared = "{\"event\":\"A\",\"property\":\"p\",\"%s\":{\"trait\":\"t\"}%s}";

    assertThat(measure(compared.formatted("gt", ""))).isInstanceOf(Measure.Greatest.class);
    assertThat(measure(compared.formatted("gte", ",\"count\":{\"atLeast\":1}")))
        .isInstanceOf(Measure.Greatest.class);
    assertThat(measure(compared.formatted("lt", ""))).isInstanceOf(Measure.Least.class);
    assertThat(measure(compared.formatted("lte", ""))).isInstanceOf(Measure.Least.class);
    assertThat(measure(compared.formatted("equals", ""))).isInstanceOf(Measure.Values.class);
    assertThat(measure(compared.formatted("gt", ",\"count\":{\"atLeast\":2}")))
        .isInstanceOf(Measure.Values.class);
    assertThat(measure(compared.formatted("gt", ",\"count\":{\"exactly\":0}")))
        .isInstanceOf(Measure.Values.class);
  }

  private static Measure measure(String condition) {
    return who(condition).features().map(Feature::measure).findFirst().orElseThrow();
  }

  @Test
  void takesTwentyLevelsAndRefusesOneMore() {
    assertThat(audience(nested(20)).problems()).isEmpty();
    assertThat(audience(nested(21)).problems())
        .extracting(Violation::reason)
        .containsExactly("is nested deeper than 20 levels");
  }

  @Test
  void takesFiveHundredConditionsAndRefusesOneMore() {
    // The joining one counts too.
    assertThat(audience(wide(499)).problems()).isEmpty();
    assertThat(audience(wide(500)).problems())
        .extracting(Violation::reason)
        .containsExactly("is one of more than 500 conditions");
  }

  @Test
  void givesEqualWordsTheSameFeatureAndDifferentOnesAnother() {
    // Given
    var counted = "{\"who\":{\"event\":\"A\",\"count\":{\"atLeast\":%d},\"within\":\"%s\"}}";

    // When
    long two = feature(counted.formatted(2, "30d"));
    long three = feature(counted.formatted(3, "30d"));
    long shorter = feature(counted.formatted(2, "29d"));

    // Then
    assertThat(two).isEqualTo(three).isNotEqualTo(shorter);
  }

  @Test
  void keepsTheIdThatStateOnDiskHangsOn() {
    var feature =
        new Feature(
            new Selector(EventKind.TRACK, "Order Completed", new Where.Everything()),
            new Measure.Count(),
            new Window.Last(2_592_000_000L));

    assertThat(feature.canonical()).isEqualTo("count\ntrack\nOrder Completed\n2592000000\n");
    assertThat(feature.id()).isEqualTo(PINNED_ID);
  }

  private static final long PINNED_ID = 0xfde052bf6a098de7L;

  private static String nested(int levels) {
    return "{\"who\":"
        + "{\"not\":".repeat(levels)
        + "{\"event\":\"A\"}"
        + "}".repeat(levels)
        + "}";
  }

  private static String wide(int conditions) {
    return IntStream.range(0, conditions)
        .mapToObj(_ -> "{\"event\":\"A\"}")
        .collect(Collectors.joining(",", "{\"who\":{\"any\":[", "]}}"));
  }

  private static long feature(String spec) {
    return audience(spec) instanceof Checked.Valid<Rule.Audience>(var audience)
            && audience.who() instanceof Condition.Performed performed
        ? performed.feature().id()
        : 0;
  }

  private static Checked<Rule.Audience> audience(String spec) {
    return AudienceReader.read("a", 1, JsonText.parseObject(spec.getBytes(UTF_8)));
  }

  private static List<Violation> trait(String spec) {
    return ComputedTraitReader.read("t", 1, JsonText.parseObject(spec.getBytes(UTF_8))).problems();
  }
}
