package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Action.Batch;
import dev.tributary.connectors.domain.definition.Connector.AudienceSync;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an audience that is kept as a list: {@code {audience: big_spenders, as: list, list: {id:
 * "17"}, settings: {...}, mapping: {...}}}.
 */
final class ListReader {

  /** Most profiles that are looked at in one delivery. */
  private static final int MOST = 1_000;

  /** The same where the connector removes one at a time. */
  private static final int FEW = 20;

  /** What may be said of a list. */
  static final Set<String> FIELDS = Set.of("list", "settings", MappingReader.FIELD);

  private static final String WHAT = "list ";

  /** What such a delivery shows of itself. */
  private static final Mapping PROFILE =
      switch (Mapping.compile(
          "item",
          new Json.Obj(
              Map.of(
                  "audience", Json.object("@path", Json.of("$.event.audience.key")),
                  "profileId", Json.object("@path", Json.of("$.event.profileId")))))) {
        case Checked.Valid<Mapping>(var mapping) -> mapping;
        case Checked.Invalid<Mapping> invalid ->
            throw new IllegalStateException(invalid.toString());
      };

  private ListReader() {}

  /** The keeper of the list; what is wrong is rejected. */
  static ActionRule read(SpecReader item, String audience, AudienceSync sync) {
    var given = item.optionalObject("list");
    var id = given.flatMap(list -> list.optionalString("id"));
    var title = given.flatMap(list -> list.optionalString("title")).orElse(audience);
    if (id.isPresent() && sync.create().isEmpty()) {
      given.get().reject("id", "is not for this connector: its settings say which list it is");
    }
    var name = WHAT + audience;
    var settings = settings(item, sync);
    var fields = new LinkedHashSet<>(sync.add().fields().keySet());
    fields.addAll(sync.remove().fields().keySet());
    var mapping = MappingReader.read(item, fields, "of the connector's lists");
    var list =
        new ListRule(
            audience,
            title,
            settings,
            id.map(known -> Json.object("id", Json.of(known))),
            sync.create(),
            rule(name, sync.add(), mapping),
            rule(name, sync.remove(), mapping));
    return keeper(name, list, sync);
  }

  private static ActionRule rule(String name, Action action, Map<String, Mapping> mapping) {
    var own = new LinkedHashMap<>(mapping);
    own.keySet().retainAll(action.fields().keySet());
    return new ActionRule(name, action, Fql.ALWAYS, DraftMaker.of(action, own), action.batch());
  }

  /** Its deliveries are profiles: each to be looked at, and told as it is then. */
  private static ActionRule keeper(String name, ListRule list, AudienceSync sync) {
    var batch = batch(sync);
    // The limit's burst has to let through what either of them takes.
    var adds = sync.add().steps();
    var removes = sync.remove().steps();
    var steps = adds.size() < removes.size() ? removes : adds;
    var action =
        new Action(
            name,
            new Setting.Text(sync.title(), ""),
            Optional.empty(),
            Map.of(),
            new Action.Needs(List.of()),
            Optional.of(PROFILE),
            steps,
            batch,
            new Action.Items(List.of(), false));
    var maker = DraftMaker.of(action, Map.of());
    return new ActionRule(name, action, Fql.ALWAYS, maker, batch, Optional.of(list));
  }

  /** As many as a request to add and one to remove both take; a few where one removes a single. */
  private static Batch batch(AudienceSync sync) {
    return sync.add().batch() instanceof Batch.Many(var adds, _, var within, _)
        ? new Batch.Many(
            sync.remove().batch() instanceof Batch.Many(var removes, _, _, _)
                ? Math.min(MOST, Math.min(adds, removes))
                : Math.min(FEW, adds),
            Batch.MOST_BYTES,
            within,
            new Action.Together(List.of(), List.of()))
        : new Batch.Single();
  }

  /** With the settings' defaults. */
  private static Json.Obj settings(SpecReader item, AudienceSync sync) {
    var known = sync.settings().values();
    boolean needed = known.stream().anyMatch(each -> each.required() && each.otherwise().isEmpty());
    var given = needed ? Optional.of(item.object("settings")) : item.optionalObject("settings");
    var settings = new LinkedHashMap<String, Json>();
    for (var setting : known) {
      var value = given.flatMap(each -> each.optionalJson(setting.name()));
      if (value.isEmpty() && setting.required() && setting.otherwise().isEmpty()) {
        given.ifPresent(each -> each.reject(setting.name(), "is missing"));
      }
      value
          .flatMap(setting::refusal)
          .ifPresent(reason -> given.orElseThrow().reject(setting.name(), reason));
      value.or(setting::otherwise).ifPresent(found -> settings.put(setting.name(), found));
    }
    return new Json.Obj(settings);
  }
}
