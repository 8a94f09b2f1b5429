package dev.tributary.identity.http.cut;

import static dev.tributary.identity.http.GraphJson.array;
import static dev.tributary.identity.http.GraphJson.identifier;
import static dev.tributary.identity.http.GraphJson.object;

import dev.tributary.identity.domain.cut.MadeCut;
import dev.tributary.identity.domain.explain.SeenLink;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.http.GraphJson;
import dev.tributary.platform.domain.json.Json;
import java.util.List;

/** Cuts as they are answered. */
final class CutAnswers {

  private CutAnswers() {}

  static Json separated(CutId cut, List<ProfileId> profiles) {
    return object(
        "id", Json.of(cut.value().toString()),
        "outcome", Json.of("separated"),
        "profiles", array(profiles, each -> Json.of(each.text())));
  }

  static Json stillTogether(CutId cut, ProfileId profile, List<SeenLink> path) {
    return object(
        "id", Json.of(cut.value().toString()),
        "outcome", Json.of("still_together"),
        "profiles", Json.arrayOf(Json.of(profile.text())),
        "path", array(path, GraphJson::link));
  }

  static Json cut(MadeCut cut) {
    return object(
        "id", Json.of(cut.id().value().toString()),
        "author", Json.of(cut.author()),
        "reason", Json.of(cut.reason()),
        "madeAt", Json.of(cut.madeAt().toString()),
        "one", array(cut.one(), CutAnswers::place),
        "other", array(cut.other(), CutAnswers::place),
        "links", Json.of(cut.links()));
  }

  /** A page; {@code next} is there unless it is the last one. */
  static Json page(List<MadeCut> cuts, boolean more) {
    var page = object("items", array(cuts, CutAnswers::cut));
    return more ? page.with("next", Json.of(cuts.getLast().id().value().toString())) : page;
  }

  private static Json place(MadeCut.Place place) {
    return identifier(place.identifier()).with("profile", Json.of(place.profile().text()));
  }
}
