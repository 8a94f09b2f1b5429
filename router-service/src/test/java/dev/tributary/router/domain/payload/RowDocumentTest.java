package dev.tributary.router.domain.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.payload.ProfileRow.Cause;
import dev.tributary.router.domain.payload.ProfileRow.Content;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RowDocumentTest {

  private static final Cause EVENT = new Cause.Event("m4", "", "identify", "web");

  @Test
  void tellsWhichProfileIsWhich() {
    assertThat(RowDocument.of(row(new Content.Canonical("p1", ""), EVENT)))
        .isEqualTo(
            JsonText.parse(
                """
                {"table": "id_graph_updates", "segment_id": "p2", "canonical_segment_id": "p1",
                 "split_from_segment_id": null,
                 "triggering_event_type": "identify", "triggering_event_id": "m4", "seq": 7,
                 "id": "row-1", "timestamp": "2022-06-22T10:48:00.000Z"}
                """));
  }

  @Test
  void tellsWhoseAProfileThatIsSplitOffWasBefore() {
    // When
    var split = RowDocument.of(row(new Content.Canonical("p2", "p1"), new Cause.NoEvent()));

    // Then
    assertThat(split.fields())
        .containsEntry("canonical_segment_id", Json.of("p2"))
        .containsEntry("split_from_segment_id", Json.of("p1"));
  }

  @Test
  void tellsWhichIdentifierAProfileHas() {
    // Given
    var cause = new Cause.Event("m4", "Order Completed", "track", "web");

    // When
    var document = RowDocument.of(row(new Content.ExternalId("user_id", "u1", "ab12"), cause));

    // Then
    assertThat(document)
        .isEqualTo(
            JsonText.parse(
                """
                {"table": "external_id_mapping_updates", "segment_id": "p2",
                 "external_id_type": "user_id", "external_id_value": "u1", "external_id_hash": "ab12",
                 "triggering_event_id": "m4", "triggering_event_name": "Order Completed",
                 "triggering_event_type": "track", "triggering_event_source_id": "web",
                 "triggering_event_source_name": "web", "triggering_event_source_slug": "web",
                 "seq": 7, "received_at": "2022-06-22T10:48:01.250Z",
                 "timestamp": "2022-06-22T10:48:00.000Z", "id": "row-1",
                 "uuid_ts": "2022-06-22T10:48:01.250Z"}
                """));
  }

  @Test
  void tellsATraitWithItsValue() {
    assertThat(RowDocument.of(row(new Content.TraitValue("plan", Json.of("gold")), EVENT)))
        .isEqualTo(
            JsonText.parse(
                """
                {"table": "profile_traits_updates", "segment_id": "p2", "name": "plan",
                 "value": "gold", "seq": 7, "received_at": "2022-06-22T10:48:01.250Z", "id": "row-1",
                 "timestamp": "2022-06-22T10:48:00.000Z"}
                """));
  }

  @Test
  void leavesNoColumnOutWhereNoEventWasTheCause() {
    // Given
    var row = row(new Content.ExternalId("user_id", "u1", "ab12"), new Cause.NoEvent());

    // When
    var document = RowDocument.of(row);

    // Then
    assertThat(document.fields().keySet())
        .isEqualTo(
            RowDocument.of(row(new Content.ExternalId("user_id", "u1", "ab12"), EVENT))
                .fields()
                .keySet());
    assertThat(document.field("triggering_event_id")).contains(Json.Null.VALUE);
    assertThat(document.field("triggering_event_source_name")).contains(Json.Null.VALUE);
  }

  @Test
  void cannotBeARowThatNothingNames() {
    assertThatThrownBy(() ->
            new ProfileRow(
                "", "p2", new Content.Canonical("p1", ""), 7, Instant.EPOCH, Instant.EPOCH, EVENT))
        .isInstanceOf(InvalidValue.class);
  }

  @Test
  void hasAKeyForEachRowAndDestination() {
    assertThat(Identity.ofRow("a", "row-1"))
        .isEqualTo(Identity.ofRow("a", "row-1"))
        .isNotEqualTo(Identity.ofRow("b", "row-1"))
        .isNotEqualTo(Identity.ofRow("a", "row-2"));
  }

  private static ProfileRow row(Content content, Cause cause) {
    return new ProfileRow(
        "row-1",
        "p2",
        content,
        7,
        Instant.parse("2022-06-22T10:48:01.250Z"),
        Instant.parse("2022-06-22T10:48:00Z"),
        cause);
  }
}
