package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.acceptance.suite.RunningSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody new to Tributary types what seems right, and is told what was wrong with it. */
@ExtendWith(RunningSuite.Extension.class)
class NewcomerTest {

  private static final String GOOD =
      """
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: newcomers}
      spec: {who: {event: Signed Up, within: 7d}}
      """;

  private static final String WRONG =
      """
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: newcomers}
      spec:
        who:
          any:
            - {event: Signed Up, within: soon}
            - {event: Signed Up, where: 'properties.plan ='}
            - {trait: plan, resembles: gold}
      """;

  @Test
  void isToldWhatHappenedToEachDefinition(RunningSuite suite) {
    assertThat(suite.apply(GOOD).orFail().output()).contains("Audience/newcomers created");
    assertThat(suite.apply(GOOD).orFail().output()).contains("Audience/newcomers unchanged");
    assertThat(suite.tributary().run("get", "Audience", "newcomers").orFail().output())
        .contains("Signed Up");
  }

  @Test
  void isToldEveryFaultOfADefinitionWhileTheGoodOneStays(RunningSuite suite) {
    // Given
    suite.apply(GOOD).orFail();

    // When
    var answer = suite.apply(WRONG);

    // Then
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.output())
        .contains("spec.who.any[0].within", "spec.who.any[1].where", "spec.who.any[2]");
    assertThat(suite.tributary().run("get", "Audience", "newcomers").orFail().output())
        .contains("7d")
        .doesNotContain("soon");
  }

  @Test
  void isToldThatAKindOrAnAudienceDoesNotExist(RunningSuite suite) {
    // When
    var kind = suite.apply(GOOD.replace("kind: Audience", "kind: Crowd"));
    var audience =
        suite.apply(
            """
            apiVersion: tributary.dev/v1
            kind: Destination
            metadata: {name: to-nobody}
            spec:
              connector: webhook
              settings: {url: 'http://127.0.0.1:9/hook'}
              audiences: [no_such_audience]
            """);

    // Then
    assertThat(kind.exitCode()).isNotZero();
    assertThat(kind.output()).contains("Crowd");
    assertThat(audience.exitCode()).isEqualTo(1);
    assertThat(audience.output()).contains("spec.audiences[0]");
  }

  @Test
  void canTakeADefinitionBack(RunningSuite suite) {
    // Given
    suite.apply(GOOD.replace("newcomers", "short_lived")).orFail();

    // When
    suite.tributary().run("delete", "Audience", "short_lived").orFail();

    // Then
    assertThat(suite.tributary().run("get", "Audience", "short_lived").exitCode()).isNotZero();
  }

  @Test
  void isToldThatTheSuiteAlreadyRuns(RunningSuite suite) {
    // Given
    suite.awaitReady();
    var before = suite.pids();

    // When
    var second = suite.tributary().run("up", "--detach", "--port-offset", "11000");

    // Then
    assertThat(second.exitCode()).isNotZero();
    assertThat(second.output()).contains("already");
    assertThat(suite.pids()).as("the processes that run already").isEqualTo(before);
    suite.awaitReady();
  }
}
