package dev.tributary.ingest.domain.source;

import dev.tributary.ingest.domain.oauth.OAuthReader;
import dev.tributary.ingest.domain.quota.Quota;
import dev.tributary.ingest.domain.webhook.Webhook;
import dev.tributary.ingest.domain.webhook.WebhookReader;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a Source definition says.
 *
 * @param writeKeys at least one, none twice; each proves that an event is this source's
 * @param disabledKeys of this source too, but events that carry them are not taken any more
 * @param paths each stands for the source as the first part of a path
 * @param enabled whether its events are taken
 * @param rules what it lets in
 * @param webhook how a tool sends to it in its own shape, where one does
 */
public record SourceSpec(
    List<String> writeKeys,
    List<String> disabledKeys,
    List<String> paths,
    boolean enabled,
    SourceRules rules,
    Optional<Webhook> webhook) {

  static final String WRITE_KEYS = "writeKeys";
  static final String DISABLED_KEYS = "disabledKeys";
  static final String PATHS = "paths";

  private static final String ORIGINS = "origins";
  private static final String EVENTS_PER_SECOND = "eventsPerSecond";

  public SourceSpec {
    writeKeys = List.copyOf(writeKeys);
    disabledKeys = List.copyOf(disabledKeys);
    paths = List.copyOf(paths);
  }

  /** Reads a definition's spec. */
  public static Checked<SourceSpec> read(Json.Obj spec, WebhookReader webhooks) {
    var reader = SpecReader.of(spec);
    var seen = new HashSet<String>();
    var keys = checked(reader, WRITE_KEYS, spec, WriteKeyShape::checked, seen);
    if (!reader.has(WRITE_KEYS)) {
      reader.reject(WRITE_KEYS, "is missing");
    } else if (isEmpty(spec, WRITE_KEYS)) {
      reader.reject(WRITE_KEYS, "has no item; a source needs at least one write key");
    }
    if (isEmpty(spec, ORIGINS)) {
      reader.reject(ORIGINS, "has no item; leave it out to let every page send");
    }
    var disabled = checked(reader, DISABLED_KEYS, spec, WriteKeyShape::checked, seen);
    var paths = checked(reader, PATHS, spec, PathAlias::checked, new HashSet<>());
    var origins = checked(reader, ORIGINS, spec, Origins::checked, new HashSet<>());
    var enabled = reader.bool("enabled", true);
    var ip = reader.optional("ip", IpRule::named).orElse(IpRule.KEEP);
    var bots = reader.optional("bots", BotRule::named).orElse(BotRule.MARK);
    var oauth = OAuthReader.read(reader);
    var quota = reader.optionalObject("quota").map(SourceSpec::quota);
    var webhook = webhooks.read(reader);
    return Checked.of(
        reader,
        () -> {
          var rules = new SourceRules(new Origins(Set.copyOf(origins)), ip, bots, oauth, quota);
          return new SourceSpec(keys, disabled, paths, enabled, rules, webhook);
        });
  }

  private static Quota quota(SpecReader reader) {
    int rate =
        reader
            .required(EVENTS_PER_SECOND, reader.optionalInteger(EVENTS_PER_SECOND, 1, Quota.MOST))
            .orElse(1);
    return new Quota(rate, reader.optionalInteger("burst", 1, Quota.MOST).orElse(rate));
  }

  /** The items of an array of texts, as a check answers them; what it refuses is named. */
  private static List<String> checked(
      SpecReader reader,
      String field,
      Json.Obj spec,
      UnaryOperator<String> check,
      Set<String> seen) {
    var _ = reader.strings(field); // says what is no text
    var values = new ArrayList<String>();
    if (spec.fields().get(field) instanceof Json.Arr(var items)) {
      for (int i = 0; i < items.size(); i++) {
        if (!(items.get(i) instanceof Json.Str(var text)) || text.isEmpty()) {
          continue; // the reader has said so
        }
        try {
          var value = check.apply(text);
          values.add(value);
          if (!seen.add(value)) {
            reader.reject(path(field, i), "is there twice");
          }
        } catch (InvalidValue e) {
          reader.reject(path(field, i), "is " + e.reason());
        }
      }
    }
    return values;
  }

  private static boolean isEmpty(Json.Obj spec, String field) {
    return spec.fields().get(field) instanceof Json.Arr(var items) && items.isEmpty();
  }

  /** The path of an item within the spec. */
  static String path(String field, int index) {
    return field + "[" + index + "]";
  }
}
