package dev.tributary.audience.messaging;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.proto.v1.TraitChange;
import java.util.ArrayList;
import java.util.List;

/** Makes records of {@code resolved} for tests, as identity-service would. */
public final class Wire {

  private final Event.Builder event;
  private final List<Identifier> identifiers = new ArrayList<>();
  private final List<TraitChange> traits = new ArrayList<>();
  private final List<Identifier> anchor = new ArrayList<>();

  private boolean nameless;

  private Wire(Event.Builder event) {
    this.event = event;
  }

  public static Wire event(String name, long at) {
    return new Wire(
        Event.newBuilder()
            .setMessageId("m-" + name)
            .setType(EventType.EVENT_TYPE_TRACK)
            .setEvent(name)
            .setTimestampMillis(at)
            .setPayload(ByteString.copyFromUtf8("{\"event\":\"" + name + "\"}")));
  }

  public Wire payload(String json) {
    event.setPayload(ByteString.copyFromUtf8(json));
    return this;
  }

  /** From the source {@code shop}, as the client named itself. */
  public Wire calledBy(String userId, String anonymousId) {
    event.setSource("shop").setUserId(userId).setAnonymousId(anonymousId);
    return this;
  }

  public Wire bornAt(int partition, long offset) {
    event.setBirth(Birth.newBuilder().setPartition(partition).setOffset(offset));
    return this;
  }

  public Wire identifiedBy(String type, String value) {
    identifiers.add(Identifier.newBuilder().setType(type).setValue(value).build());
    return this;
  }

  /** As an event of a known profile, which brings no identifier; the others bring one at least. */
  public Wire nameless() {
    nameless = true;
    return this;
  }

  /** Belongs to whoever has the identifier; the first event of it. */
  public Wire anchoredAt(String type, String value) {
    anchor.add(Identifier.newBuilder().setType(type).setValue(value).build());
    return identifiedBy(type, value);
  }

  public Wire setting(String trait, String json) {
    traits.add(
        TraitChange.newBuilder()
            .setName(trait)
            .setValue(ByteString.copyFromUtf8(json))
            .setTimestampMillis(event.getTimestampMillis())
            .build());
    return this;
  }

  public Resolved resolved(String profileId) {
    if (identifiers.isEmpty() && !nameless) {
      identifiedBy("anonymous_id", "visitor of " + profileId);
    }
    var resolved =
        ResolvedEvent.newBuilder()
            .setEvent(event)
            .setProfileId(profileId)
            .addAllIdentifiersAdded(identifiers)
            .addAllTraitChanges(traits);
    anchor.forEach(resolved::setAnchor);
    return Resolved.newBuilder().setEvent(resolved).build();
  }

  public static Resolved merged(String from, String into) {
    return Resolved.newBuilder()
        .setMerged(ProfileMerged.newBuilder().setFromProfileId(from).setIntoProfileId(into))
        .build();
  }
}
