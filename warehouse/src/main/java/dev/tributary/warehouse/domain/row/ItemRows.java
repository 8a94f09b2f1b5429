package dev.tributary.warehouse.domain.row;

import static dev.tributary.warehouse.domain.naming.Tables.ALIASES;
import static dev.tributary.warehouse.domain.naming.Tables.GROUPS;
import static dev.tributary.warehouse.domain.naming.Tables.IDENTIFIES;
import static dev.tributary.warehouse.domain.naming.Tables.PAGES;
import static dev.tributary.warehouse.domain.naming.Tables.SCREENS;
import static dev.tributary.warehouse.domain.naming.Tables.TRACKS;

import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Item.Event;
import dev.tributary.warehouse.domain.Item.ProfileRow;
import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import dev.tributary.warehouse.domain.row.Drafted.Invalid;
import dev.tributary.warehouse.domain.row.Leaves.Leaf;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows an item is, in Segment's schema: a track is a row of {@code tracks} and one of its
 * event's table, any other event one row; what became known of a profile is a row already.
 */
public record ItemRows(Naming naming) {

  /** Longer ones could not be told apart by every warehouse's index. */
  public static final int MAX_ID_LENGTH = 512;

  /**
   * The rows of one item.
   *
   * @param index the item's place in its batch
   */
  public Drafted of(int index, Item item) {
    return switch (item) {
      case Event event -> event(index, event);
      case ProfileRow row ->
          fault(row.id()).<Drafted>map(Invalid::new).orElseGet(() -> draft(row(index, row)));
    };
  }

  /** Why a row cannot be called so; empty where it can. */
  private static Optional<String> fault(String id) {
    if (id.isEmpty()) {
      return Optional.of("message_id_missing");
    }
    if (id.length() > MAX_ID_LENGTH) {
      return Optional.of("message_id_too_long");
    }
    return new Cell.Text(id).isStorable() ? Optional.empty() : Optional.of("message_id_invalid");
  }

  private Drafted event(int index, Event event) {
    var fault = fault(event.messageId());
    if (fault.isPresent()) {
      return new Invalid(fault.get());
    }
    return switch (event.type()) {
      case TRACK -> {
        var table = naming.table(event.name());
        yield draft(
            track(index, event, TRACKS, table).properties(context(event), naming),
            track(index, event, table, table).properties(with(event, "properties"), naming));
      }
      case IDENTIFY ->
          draft(row(index, event, IDENTIFIES).properties(with(event, "traits"), naming));
      case PAGE -> draft(row(index, event, PAGES).properties(with(event, "properties"), naming));
      case SCREEN ->
          draft(row(index, event, SCREENS).properties(with(event, "properties"), naming));
      case GROUP ->
          draft(
              row(index, event, GROUPS)
                  .own(Columns.GROUP_ID, text(event, "groupId"))
                  .properties(with(event, "traits"), naming));
      case ALIAS ->
          draft(
              row(index, event, ALIASES)
                  .own(Columns.PREVIOUS_ID, text(event, "previousId"))
                  .properties(with(event, "traits"), naming));
    };
  }

  private static RowDraft row(int index, ProfileRow row) {
    var draft = new RowDraft(index, row.table().tableName(), row.id(), row.at());
    row.table()
        .columns()
        .forEach((column, type) -> draft.own(column, type, row.values().get(column)));
    return draft;
  }

  private static RowDraft track(int index, Event event, String table, String eventTable) {
    return row(index, event, table)
        .own(Columns.EVENT, eventTable)
        .own(Columns.EVENT_TEXT, event.name());
  }

  /** {@code uuid_ts} is when the event was received, so that a row is the same however often. */
  private static RowDraft row(int index, Event event, String table) {
    var who = event.who();
    var times = event.times();
    return new RowDraft(index, table, event.messageId(), times.receivedAt())
        .own("anonymous_id", who.anonymousId())
        .own(Columns.USER_ID, who.userId())
        .own("profile_id", who.profileId())
        .own(Columns.RECEIVED_AT, times.receivedAt())
        .own("sent_at", times.sentAt())
        .own("original_timestamp", times.originalTimestamp())
        .own(Columns.TIMESTAMP, times.timestamp())
        .own("uuid_ts", times.receivedAt())
        .reserve(Columns.OF_EVENTS);
  }

  /** The context, what a page or screen is called, and the properties or traits. */
  private static List<Leaf> with(Event event, String field) {
    var leaves = new ArrayList<>(context(event));
    if (Set.of(Item.Type.PAGE, Item.Type.SCREEN).contains(event.type())) {
      leaves.addAll(Leaves.of("name", "/name", event.payload().get("name")));
      leaves.addAll(Leaves.of("category", "/category", event.payload().get("category")));
    }
    leaves.addAll(Leaves.of("", "/" + field, event.payload().get(field)));
    return leaves;
  }

  private static List<Leaf> context(Event event) {
    return Leaves.of("context", "/context", event.payload().get("context"));
  }

  private static String text(Event event, String field) {
    return switch (event.payload().get(field)) {
      case null -> "";
      case String text -> text;
      case Object other -> Json.cell(other).text();
    };
  }

  private static Draft draft(RowDraft... drafts) {
    return new Draft(
        List.of(drafts).stream().map(RowDraft::row).toList(),
        List.of(drafts).stream().flatMap(draft -> draft.discards().stream()).toList());
  }
}
