package dev.tributary.warehouse.domain.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each warehouse is told, word for word, by the files in {@code cases}. */
class DialectTest {

  private static final Map<String, Dialect> DIALECTS =
      Map.of(
          "postgresql", new PostgreSql(),
          "redshift", new Redshift(),
          "duckdb", new DuckDb(),
          "clickhouse", new ClickHouse(),
          "bigquery", new BigQuery("EU"),
          "snowflake", new Snowflake());

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void saysWhatTheFileSays(String dialect, String name, Map<String, Object> scenario) {
    // When
    var said = Scenarios.said(DIALECTS.get(dialect), scenario);

    // Then
    assertThat(said).isEqualTo(Scenarios.expected(dialect).get(name));
  }

  static Stream<Arguments> cases() {
    return DIALECTS.keySet().stream()
        .sorted()
        .flatMap(dialect ->
            Scenarios.all().stream()
                .map(scenario -> Arguments.of(dialect, scenario.get("name"), scenario)));
  }

  @Test
  void knowsItsOwnTypesAgainAndLeavesOthersAlone() {
    assertThat(new PostgreSql().existing("jsonb")).isEqualTo(new Existing.Foreign());
    assertThat(new PostgreSql().existing("character varying(512)"))
        .isEqualTo(new Existing.Part(ColumnType.VARCHAR));
    assertThat(new PostgreSql().existing("timestamp(3) without time zone"))
        .isEqualTo(new Existing.Part(ColumnType.TIMESTAMP));
    assertThat(new Redshift().existing("character varying(65535)"))
        .isEqualTo(new Existing.Whole(ColumnType.VARCHAR));
    assertThat(new Redshift().existing("super")).isEqualTo(new Existing.Foreign());
    assertThat(new ClickHouse().existing("nullable(datetime64(6, 'utc'))"))
        .isEqualTo(new Existing.Whole(ColumnType.TIMESTAMP));
    assertThat(new ClickHouse().existing("lowcardinality(string)"))
        .isEqualTo(new Existing.Foreign());
    assertThat(new BigQuery("EU").existing("numeric")).isEqualTo(new Existing.Foreign());
    assertThat(new Snowflake().existing("text(512)"))
        .isEqualTo(new Existing.Part(ColumnType.VARCHAR));
    assertThat(new Snowflake().existing("number(38,0)"))
        .isEqualTo(new Existing.Whole(ColumnType.INTEGER));
  }
}
