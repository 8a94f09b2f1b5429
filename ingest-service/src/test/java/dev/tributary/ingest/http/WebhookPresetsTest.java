package dev.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingest.domain.webhook.Webhook;
import dev.tributary.ingest.domain.webhook.Webhook.Made;
import dev.tributary.ingest.domain.webhook.WebhookCall;
import dev.tributary.ingest.domain.webhook.WebhookPresets;
import dev.tributary.ingest.domain.webhook.WebhookReader;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The presets, by what the vendors publish: signatures that must hold, payloads and their events.
 */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class WebhookPresetsTest {

  private static final String SOURCE = "tools";
  private static final long AN_HOUR = 3_600_000;

  @Inject WebhookPresets presets;

  @Test
  void everyPresetIsTried() throws IOException {
    for (var file : List.of("signatures", "presets")) {
      var tried = new TreeSet<String>();
      cases(file).forEach(each -> tried.add(text(each, "preset")));
      assertThat(tried).isEqualTo(new TreeSet<>(presets.names()));
    }
  }

  @Test
  void signaturesHoldAndNoOthersDo() throws IOException {
    for (var each : cases("signatures")) {
      var webhook = webhook(text(each, "preset"));
      var secrets = List.of("another", text(each, "secret"));
      long at = seconds(each, "at", 1_700_000_000);

      assertThat(webhook.refusal(secrets, call(each, "", at))).as("%s", each).isEmpty();
      assertThat(webhook.refusal(List.of("another"), call(each, "", at)))
          .as("%s", each)
          .isPresent();
      assertThat(webhook.refusal(List.of(), call(each, "", at))).as("%s", each).isPresent();
      if (text(each, "token").isEmpty()) {
        assertThat(webhook.refusal(secrets, call(each, "&x=y", at))).as("%s", each).isPresent();
        assertThat(webhook.refusal(secrets, unsigned(call(each, "", at))))
            .as("%s", each)
            .isPresent();
      }
      if (each.field("late").isPresent()) {
        assertThat(webhook.refusal(secrets, call(each, "", seconds(each, "late", 0))))
            .as("%s", each)
            .isPresent();
      }
    }
  }

  @Test
  void payloadsBecomeTheseEvents() throws IOException {
    for (var each : cases("presets")) {
      var made = events(each);
      var expected =
          each.field("events").orElseThrow() instanceof Json.Arr(var items)
              ? items
              : List.<Json>of();

      assertThat(made).as(text(each, "name")).hasSameSizeAs(expected);
      for (int i = 0; i < made.size(); i++) {
        var wanted = (Json.Obj) expected.get(i);
        var event = made.get(i);
        if (!wanted.field("messageId").isPresent() || text(wanted, "messageId").length() == 32) {
          assertThat(text(event, "messageId")).as(text(each, "name")).hasSizeBetween(20, 100);
          wanted = wanted.without("messageId");
          event = event.without("messageId");
        }
        assertThat(event).as(text(each, "name")).isEqualTo(wanted);
      }
    }
  }

  @Test
  void theSameCallMakesTheSameMessageIdsAndAnotherOthers() throws IOException {
    // Given
    var subscribe =
        cases("presets").stream()
            .filter(each -> text(each, "preset").equals("mailchimp"))
            .findFirst()
            .orElseThrow();

    // When
    var once = events(subscribe).stream().map(event -> text(event, "messageId")).toList();
    var again = events(subscribe).stream().map(event -> text(event, "messageId")).toList();
    var other = events(subscribe.with("form", Json.of(text(subscribe, "form") + "&x=1")));

    // Then
    assertThat(once).hasSize(2).doesNotHaveDuplicates().isEqualTo(again);
    assertThat(other).noneMatch(event -> once.contains(text(event, "messageId")));
  }

  private List<Json.Obj> events(Json.Obj each) {
    var call = call(each, "", 0);
    var body =
        call.form().isEmpty() ? JsonText.parse(call.body()) : WebhookCalls.formAsJson(call.form());
    var events = new ArrayList<Json.Obj>();
    for (var made : webhook(text(each, "preset")).eventsOf(SOURCE, call, body)) {
      assertThat(made).as(text(each, "name")).isInstanceOf(Made.Event.class);
      events.add(((Made.Event) made).event());
    }
    return events;
  }

  private Webhook webhook(String preset) {
    var block = "{\"webhook\":{\"preset\":\"%s\",\"secrets\":[{\"env\":\"X\"}]}}".formatted(preset);
    var reader = SpecReader.of((Json.Obj) JsonText.parse(block));
    var webhook = new WebhookReader(presets).read(reader);
    assertThat(reader.finish()).as(preset).isEmpty();
    return webhook.orElseThrow();
  }

  private static WebhookCall call(Json.Obj each, String more, long at) {
    var body = each.field("body").orElse(Json.of(""));
    var form = text(each, "form") + (text(each, "form").isEmpty() ? "" : more);
    var text =
        body instanceof Json.Str(var string)
            ? string + (form.isEmpty() ? more : form)
            : new String(JsonText.write(body), StandardCharsets.UTF_8);
    return new WebhookCall(
        "POST",
        text(each, "url"),
        text(each, "token"),
        headers(each),
        Map.of(),
        form.isEmpty() ? Map.of() : Forms.parameters(form).orElseThrow(),
        text.getBytes(StandardCharsets.UTF_8),
        at);
  }

  private static WebhookCall unsigned(WebhookCall call) {
    return new WebhookCall(
        call.method(),
        call.url(),
        "",
        Map.of(),
        call.query(),
        call.form(),
        call.body(),
        call.receivedAt() + AN_HOUR);
  }

  private static Map<String, String> headers(Json.Obj each) {
    var headers = new HashMap<String, String>();
    if (each.field("headers").orElse(Json.Obj.EMPTY) instanceof Json.Obj(var fields)) {
      fields.forEach((name, value) -> headers.put(name, ((Json.Str) value).value()));
    }
    return headers;
  }

  private static long seconds(Json.Obj each, String field, long otherwise) {
    return 1000
        * (each.field(field).orElse(Json.of(otherwise)) instanceof Json.Num(var number)
            ? number.longValueExact()
            : otherwise);
  }

  private static String text(Json.Obj each, String field) {
    return each.field(field).orElse(Json.of("")) instanceof Json.Str(var text) ? text : "";
  }

  private static List<Json.Obj> cases(String file) throws IOException {
    try (var stream =
        WebhookPresetsTest.class.getResourceAsStream("/cases/webhooks/" + file + ".yaml")) {
      var cases = (Json.Arr) YamlText.parse(stream.readAllBytes());
      return cases.items().stream().map(each -> (Json.Obj) each).toList();
    }
  }
}
