package dev.tributary.ingest.domain.webhook;

import dev.tributary.ingest.domain.webhook.Webhook.Rule;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import dev.tributary.platform.domain.secret.SecretReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads what a Source's definition says of webhooks. A preset stands beneath it: what the
 * definition says itself wins, field by field.
 */
public record WebhookReader(WebhookPresets presets) {

  private static final String WEBHOOK = "webhook";
  private static final String PRESET = "preset";
  private static final String SECRETS = "secrets";
  private static final String EVENTS = "events";
  private static final String EVENT = "event";

  /**
   * Reads the block of a spec.
   *
   * @param reader collects the faults
   * @return empty where there is none, or where it has faults
   */
  public Optional<Webhook> read(SpecReader reader) {
    if (!(reader.optionalJson(WEBHOOK).orElse(Json.Null.VALUE) instanceof Json.Obj own)) {
      var _ = reader.optionalObject(WEBHOOK); // says so where it is no object
      return Optional.empty();
    }
    var preset = own.field(PRESET).flatMap(this::preset);
    var block = reader.within(WEBHOOK, own.over(beneath(own, preset.orElse(Json.Obj.EMPTY))));
    if (block.optionalString(PRESET).isPresent() && preset.isEmpty()) {
      block.reject(PRESET, "is none of " + String.join(", ", new TreeSet<>(presets.names())));
    }
    var secrets = secrets(block);
    var proof = ProofReader.read(block);
    var rules = rules(block);
    return proof.isEmpty() || secrets.isEmpty() || rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new Webhook(secrets, proof.get(), rules));
  }

  private Optional<Json.Obj> preset(Json name) {
    return name instanceof Json.Str(var text) ? presets.named(text) : Optional.empty();
  }

  /** A preset without its proof, where the definition has one of its own. */
  private static Json.Obj beneath(Json.Obj own, Json.Obj preset) {
    return ProofReader.isIn(own) ? ProofReader.without(preset) : preset;
  }

  private static List<SecretReference> secrets(SpecReader block) {
    var readers = block.objects(SECRETS);
    if (readers.isEmpty()) {
      block.reject(SECRETS, "has no item; what a tool sends must be proven");
    }
    var secrets = new ArrayList<SecretReference>();
    for (var reader : readers) {
      Optional<SecretReference> env = reader.optional("env", SecretReference.Env::new);
      Optional<SecretReference> file = reader.optional("file", SecretReference.File::new);
      if (reader.has("env") == reader.has("file")) {
        reader.rejectWhole("must have either env or file");
      }
      env.or(() -> file).ifPresent(secrets::add);
    }
    return secrets;
  }

  private static List<Rule> rules(SpecReader block) {
    var readers = block.objects(EVENTS);
    if (readers.isEmpty()) {
      block.reject(EVENTS, "has no item; nothing would become of what a tool sends");
    }
    var rules = new ArrayList<Rule>();
    for (var reader : readers) {
      var filter = reader.optional("if", WebhookReader::filter).orElse(Fql.ALWAYS);
      reader
          .required(EVENT, reader.optionalJson(EVENT))
          .ifPresent(event -> {
            switch (Mapping.compile(reader.path() + "." + EVENT, event)) {
              case Checked.Valid<Mapping>(var mapping) -> rules.add(new Rule(filter, mapping));
              case Checked.Invalid<Mapping>(var violations) ->
                  violations.forEach(violation ->
                      reader.reject(
                          violation.path().substring(reader.path().length() + 1),
                          violation.reason()));
            }
          });
    }
    return rules;
  }

  private static Fql filter(String text) {
    try {
      return Fql.parse(text);
    } catch (InvalidValue e) {
      throw new InvalidValue("if", "no filter: " + e.reason());
    }
  }
}
