package dev.tributary.ingest.domain.webhook;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import dev.tributary.platform.domain.mapping.MappingFailed;
import dev.tributary.platform.domain.secret.SecretReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A source that a tool sends to in its own shape: how a call is proven, and what events become of
 * it. A body that is an array is taken item by item; each rule that holds for an item makes an
 * event of it.
 *
 * @param secrets any of which proves a call; at least one
 * @param rules at least one
 */
public record Webhook(List<SecretReference> secrets, Proof proof, List<Rule> rules) {

  private static final String MESSAGE_ID = "messageId";

  public Webhook {
    secrets = List.copyOf(secrets);
    rules = List.copyOf(rules);
  }

  /**
   * What becomes of the items that a filter holds for.
   *
   * @param event an event in the shape of Segment's spec, with its type
   */
  public record Rule(Fql filter, Mapping event) {}

  /** What became of an item by one rule. */
  public sealed interface Made {

    /** An event, to be judged like any other. */
    record Event(Json.Obj event) implements Made {}

    /**
     * Nothing, for the rule could not do its work.
     *
     * @param item what it was to be made of
     */
    record Failed(String messageId, Json item, String reason) implements Made {}
  }

  /** Why a call is not proven by any of these secrets; empty where it is. */
  public Optional<String> refusal(List<String> secretTexts, WebhookCall call) {
    return ProofCheck.refusal(proof, secretTexts, call);
  }

  /**
   * What becomes of a call; nothing where no rule holds.
   *
   * @param source its name; the same call makes other message ids at another source
   * @param body the call's body as JSON
   */
  public List<Made> eventsOf(String source, WebhookCall call, Json body) {
    var items = body instanceof Json.Arr(var many) ? many : List.of(body);
    var surroundings = surroundings(call);
    var digest = HexFormat.of().formatHex(digest(call.body()));
    var made = new ArrayList<Made>();
    for (int i = 0; i < items.size(); i++) {
      var document = surroundings.with("body", items.get(i));
      for (int j = 0; j < rules.size(); j++) {
        var rule = rules.get(j);
        if (rule.filter.matches(document)) {
          var place = digest + ' ' + source + ' ' + i + ' ' + j;
          made.add(made(rule, document, items.get(i), place));
        }
      }
    }
    return List.copyOf(made);
  }

  private static Made made(Rule rule, Json.Obj document, Json item, String place) {
    try {
      if (rule.event.apply(document) instanceof Json.Obj event) {
        return new Made.Event(
            event.field(MESSAGE_ID).isPresent()
                ? event
                : event.with(MESSAGE_ID, Json.of(messageId(place))));
      }
      return new Made.Failed(messageId(place), item, "The rule makes no object of it");
    } catch (MappingFailed e) {
      return new Made.Failed(messageId(place), item, "The rule fails on it: " + e.code());
    }
  }

  /** What rules see beside the body: the same for all items of it. */
  private static Json.Obj surroundings(WebhookCall call) {
    var headers = new LinkedHashMap<String, Json>();
    call.headers().forEach((name, value) -> headers.put(name, Json.of(value)));
    var query = new LinkedHashMap<String, Json>();
    call.query().forEach((name, values) -> query.put(name, Json.of(values.getFirst())));
    return Json.object("headers", new Json.Obj(headers)).with("query", new Json.Obj(query));
  }

  /** The same for the same call, however often the tool sends it. */
  private static String messageId(String place) {
    var whole = digest(place.getBytes(StandardCharsets.UTF_8));
    return "webhook-" + HexFormat.of().formatHex(whole, 0, 20);
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
