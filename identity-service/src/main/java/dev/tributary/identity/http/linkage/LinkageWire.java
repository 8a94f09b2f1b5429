package dev.tributary.identity.http.linkage;

import dev.tributary.identity.domain.linkage.link.SoftLink;
import dev.tributary.identity.domain.linkage.link.SoftLinkStore.Links;
import dev.tributary.identity.domain.linkage.run.Runs.Run;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The answers of the linkage API. */
final class LinkageWire {

  private LinkageWire() {}

  static byte[] run(Run run) {
    return JsonText.write(json(run));
  }

  static byte[] runs(List<Run> runs) {
    var data = new Json.Arr(runs.stream().map(LinkageWire::json).toList());
    return JsonText.write(Json.object("data", data));
  }

  static byte[] links(Links links) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("profileId", Json.of(links.profile().text()));
    fields.put("links", new Json.Arr(links.links().stream().map(LinkageWire::json).toList()));
    return JsonText.write(new Json.Obj(fields));
  }

  private static Json json(SoftLink link) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("id", Json.of(link.id().toString()));
    fields.put("profileId", Json.of(link.other().text()));
    fields.put("score", Json.of(BigDecimal.valueOf(link.finding().score())));
    fields.put("method", Json.of(link.finding().method()));
    fields.put("evidence", link.finding().evidence());
    fields.put("expiresAt", Json.of(link.expiresAt().toString()));
    var identifiers =
        link.identifiers().stream()
            .<Json>map(each -> Json.of(each.type().name() + ":" + each.value()))
            .toList();
    fields.put("identifiers", new Json.Arr(identifiers));
    return new Json.Obj(fields);
  }

  private static Json json(Run run) {
    var standing = run.standing();
    var fields = new LinkedHashMap<String, Json>();
    fields.put("id", Json.of(run.id().toString()));
    fields.put("state", Json.of(standing.state().name().toLowerCase(Locale.ROOT)));
    fields.put("requestedBy", Json.of(run.request().by()));
    fields.put("requestedAt", Json.of(run.request().at().toString()));
    fields.put("startedAt", time(standing.startedAt()));
    fields.put("endedAt", time(standing.endedAt()));
    fields.put("phase", Json.of(standing.phase()));
    fields.put("done", Json.of(standing.done()));
    fields.put("failure", Json.of(standing.failure()));
    fields.put("settings", run.request().settings());
    fields.put(
        "totals",
        run.report() instanceof Json.Obj report
            ? report.field("totals").orElse(Json.Null.VALUE)
            : Json.Null.VALUE);
    return new Json.Obj(fields);
  }

  private static Json time(@Nullable Instant time) {
    return time == null ? Json.Null.VALUE : Json.of(time.toString());
  }
}
