package dev.tributary.identity.http.simulate;

import static dev.tributary.identity.http.GraphJson.array;
import static dev.tributary.identity.http.GraphJson.object;

import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.identity.domain.rules.RulesReader;
import dev.tributary.identity.domain.simulate.Report;
import dev.tributary.identity.domain.simulate.SimulationRefused;
import dev.tributary.identity.domain.simulate.Simulator;
import dev.tributary.identity.http.GraphJson;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Manifest;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Tells what identity rules would come to before they are applied. One simulation at a time. */
@Path("/api/v1/identity-rules/{name}/simulate")
@Produces(MediaType.APPLICATION_JSON)
class SimulationResource {

  static final Duration LIMIT = Duration.ofMinutes(3);

  private static final int MAX_BYTES = 1 << 20;

  private final Simulator simulator;
  private final RulesInForce rules;
  private final RulesReader reader;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Semaphore one = new Semaphore(1);

  SimulationResource(
      Simulator simulator,
      RulesInForce rules,
      RulesReader reader,
      Clock clock,
      MeterRegistry metrics) {
    this.simulator = simulator;
    this.rules = rules;
    this.reader = reader;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** The body is a definition of kind IdentityRules, or its spec alone. */
  @POST
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  @RolesAllowed(Roles.VIEWER)
  @Blocking
  public byte[] simulate(
      @RestPath String name, @RestHeader("Content-Type") String mediaType, byte[] body) {
    var other = rules(name, parse(mediaType, body));
    if (!one.tryAcquire()) {
      throw new Refusal(
          ProblemType.CONFLICT, "Another simulation is running; try again when it is done");
    }
    var until = clock.instant().plus(LIMIT);
    try {
      var report =
          simulator.simulate(rules.current(), other, () -> clock.instant().isBefore(until));
      count("done");
      return JsonText.write(json(report));
    } catch (SimulationRefused e) {
      count("refused");
      throw new Refusal(ProblemType.CONFLICT, e.reason());
    } finally {
      one.release();
    }
  }

  private void count(String outcome) {
    metrics.counter("tributary.identity.simulations", "outcome", outcome).increment();
  }

  private Rules rules(String name, Json document) {
    if (!(document instanceof Json.Obj object)) {
      throw new Refusal(ProblemType.MALFORMED_BODY, "The body is not an object");
    }
    if (object.field("spec").isEmpty()) {
      return rules(object);
    }
    return switch (Manifest.read(object, Kind.IDENTITY_RULES, name)) {
      case Checked.Valid<Manifest>(var manifest) -> rules(manifest.spec());
      case Checked.Invalid<Manifest>(var violations) -> throw invalid(violations);
    };
  }

  private Rules rules(Json.Obj spec) {
    return switch (reader.read(spec)) {
      case Checked.Valid<Rules>(var read) -> read;
      case Checked.Invalid<Rules>(var violations) -> throw invalid(violations);
    };
  }

  private static Json parse(@Nullable String mediaType, byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      throw new Refusal(ProblemType.MALFORMED_BODY, "The body is empty");
    }
    if (body.length > MAX_BYTES) {
      throw new Refusal(ProblemType.TOO_LARGE, "Rules have at most " + MAX_BYTES + " bytes");
    }
    boolean yaml = mediaType != null && mediaType.toLowerCase(Locale.ROOT).contains("yaml");
    try {
      return yaml ? YamlText.parse(body) : JsonText.parse(body);
    } catch (InvalidValue e) {
      throw new Refusal(ProblemType.MALFORMED_BODY, "The " + e.field() + " is " + e.reason());
    }
  }

  private static Refusal invalid(List<Violation> violations) {
    return new Refusal(
        ProblemType.INVALID_DEFINITION, "These rules are not valid; nothing was done", violations);
  }

  private static Json json(Report report) {
    var setAside = new TreeMap<String, Json>();
    report.setAside().forEach((reason, count) -> setAside.put(reason, Json.of(count)));
    return object(
        "profiles", Json.of(report.profiles()),
        "identifiers", Json.of(report.identifiers()),
        "events", Json.of(report.events()),
        "merges", change(report.merges()),
        "splits", change(report.splits()),
        "setAside", new Json.Obj(setAside),
        "setAsideExamples", array(report.setAsideExamples(), GraphJson::identifier),
        "broughtBack", Json.of(report.broughtBack()),
        "unexplained", Json.of(report.unexplained()));
  }

  private static Json change(Report.Change change) {
    return object(
        "profiles", Json.of(change.profiles()),
        "into", Json.of(change.into()),
        "examples", array(change.examples(), SimulationResource::example));
  }

  private static Json example(Report.Example example) {
    return object(
        "profiles", array(example.profiles(), each -> Json.of(each.text())),
        "identifiers", array(example.identifiers(), GraphJson::identifier),
        "reason", Json.of(example.reason()));
  }
}
