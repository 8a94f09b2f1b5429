package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.platform.domain.json.Json;
import java.util.Optional;

/**
 * An audience that is kept as a list at the destination.
 *
 * @param title what the list is called where it is made
 * @param settings of this list, beside the destination's
 * @param given what the user says of a list that is there already, {@code id} above all
 * @param create makes a list, where the connector can
 * @param add puts somebody in
 * @param remove takes somebody out
 */
public record ListRule(
    String audience,
    String title,
    Json.Obj settings,
    Optional<Json.Obj> given,
    Optional<Step> create,
    ActionRule add,
    ActionRule remove) {}
