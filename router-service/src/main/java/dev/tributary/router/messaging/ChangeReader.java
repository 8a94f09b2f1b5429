package dev.tributary.router.messaging;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Change;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.router.domain.debounce.Telling;
import dev.tributary.router.domain.debounce.ValueId;
import dev.tributary.router.domain.debounce.WaitingValue;
import dev.tributary.router.domain.destination.AudienceRule;
import dev.tributary.router.domain.destination.AudienceRule.CallType;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.payload.ChangeCalls;
import dev.tributary.router.domain.payload.Identity;
import dev.tributary.router.domain.payload.ProfileChange;
import dev.tributary.router.domain.payload.ProfileChange.News;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.Reading.Undecodable;
import dev.tributary.router.messaging.Reading.Unmatched;
import dev.tributary.router.messaging.Reading.Wanted;
import dev.tributary.router.messaging.RecordReader.Audience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code changes}: who entered or left an audience, and computed traits' values, of profiles
 * and of accounts and households.
 */
final class ChangeReader implements RecordReader.TopicReader {

  @Override
  public Reading read(byte[] value, long offset, Destination destination)
      throws InvalidProtocolBufferException {
    var wire = Change.parseFrom(value);
    return switch (wire.getKindCase()) {
      case MEMBERSHIP, IDENTIFIED ->
          destination.audiences().containsKey(wire.getDefinition())
              ? membership(wire, change(wire), destination)
              : new Unmatched();
      case TRAIT ->
          wantsTrait(wire, destination)
              ? trait(wire, change(wire), offset, destination)
              : new Unmatched();
      case KIND_NOT_SET -> new Undecodable();
    };
  }

  @Override
  public <L> void read(byte[] value, long offset, Interests<L> interests, Audience<L> audience)
      throws InvalidProtocolBufferException {
    var wire = Change.parseFrom(value);
    var concerned =
        switch (wire.getKindCase()) {
          case MEMBERSHIP, IDENTIFIED -> interests.audience(wire.getDefinition());
          case TRAIT -> interests.trait(wire.getDefinition());
          case KIND_NOT_SET -> throw new InvalidValue("change", "of an unknown kind");
        };
    if (concerned.stream().noneMatch(audience::listens)) {
      return;
    }
    ProfileChange change;
    try {
      change = change(wire); // once, whoever wants it
    } catch (InvalidValue _) {
      concerned.forEach(wish -> audience.tell(wish, Undecodable::new));
      return;
    }
    concerned.forEach(wish ->
        audience.tell(
            wish,
            () ->
                wire.hasTrait()
                    ? trait(wire, change, offset, wish.destination())
                    : membership(wire, change, wish.destination())));
  }

  /** A trait's change as one that is to be told now, however the destination is told it. */
  static Reading readToTell(byte[] value, Destination destination)
      throws InvalidProtocolBufferException {
    var wire = Change.parseFrom(value);
    return wantsTrait(wire, destination)
        ? wanted(change(wire), destination, List.of(form(wire)))
        : new Unmatched();
  }

  /** A trait's change as one that waits, however the destination is told it. */
  static Reading readToWait(byte[] value, long offset, Destination destination)
      throws InvalidProtocolBufferException {
    var wire = Change.parseFrom(value);
    return wantsTrait(wire, destination)
        ? waits(wire, change(wire), offset, destination)
        : new Unmatched();
  }

  @Override
  public Json.Obj document(byte[] value, Form form) throws InvalidProtocolBufferException {
    return document(change(Change.parseFrom(value)), form);
  }

  @Override
  public Optional<Birth> birth(byte[] value) throws InvalidProtocolBufferException {
    var cause = Change.parseFrom(value).getCause();
    return cause.hasBirth() ? Optional.of(cause.getBirth()) : Optional.empty();
  }

  private static boolean wantsTrait(Change wire, Destination destination) {
    return wire.hasTrait() && destination.traits().containsKey(wire.getDefinition());
  }

  private static Reading membership(Change wire, ProfileChange change, Destination destination) {
    return switch (destination.audiences().get(wire.getDefinition())) {
      case null -> new Unmatched();
      case AudienceRule.Listed(var keeper) -> {
        var key = Identity.ofChange(destination.name(), change, "list");
        var document = document(change, Form.MEMBER);
        yield new Wanted(
            List.of(new Parcel(Form.MEMBER, keeper.name(), key, change.profileId(), document)));
      }
      case AudienceRule.Calls(var types) -> {
        var forms = wire.hasIdentified() ? formsOfNewName(wire, types) : forms(types);
        yield forms.isEmpty() ? new Unmatched() : wanted(change, destination, forms);
      }
    };
  }

  /**
   * An {@code identify} says how a profile stands, so it is told anew where it names the profile in
   * another way than before; a {@code track} says that something happened, and nothing did.
   */
  private static List<Form> formsOfNewName(Change wire, Set<CallType> types) {
    boolean named =
        wire.getIdentified().getGainedList().stream()
            .filter(gained -> ChangeCalls.CARRIED.contains(gained.getType()))
            .anyMatch(gained -> isFirst(wire, gained));
    return named && types.contains(CallType.IDENTIFY) ? List.of(Form.IDENTIFY) : List.of();
  }

  private static boolean isFirst(Change wire, Identifier identifier) {
    return wire.getIdentifiersList().stream()
        .filter(known -> known.getType().equals(identifier.getType()))
        .findFirst()
        .filter(identifier::equals)
        .isPresent();
  }

  private static Reading trait(
      Change wire, ProfileChange change, long offset, Destination destination) {
    return switch (destination.traits().get(wire.getDefinition())) {
      case null -> new Unmatched();
      case Telling.AtOnce _ -> wanted(change, destination, List.of(form(wire)));
      case Telling.Debounced _ -> waits(wire, change, offset, destination);
    };
  }

  private static Reading waits(
      Change wire, ProfileChange change, long offset, Destination destination) {
    if (!ChangeCalls.addressable(change)) {
      return new Reading.Unaddressable(1);
    }
    var trait = wire.getDefinition();
    var id = ValueId.of(destination.name(), subject(wire), trait);
    return new Reading.Waits(new WaitingValue(id, trait, offset, wire.getAtMillis()));
  }

  private static Reading wanted(ProfileChange change, Destination destination, List<Form> forms) {
    if (!ChangeCalls.addressable(change)) {
      return new Reading.Unaddressable(forms.size());
    }
    var parcels =
        forms.stream().flatMap(form -> parcels(change, destination, form).stream()).toList();
    return parcels.isEmpty() ? new Reading.Kept("no_action", forms.size()) : new Wanted(parcels);
  }

  private static List<Form> forms(Set<CallType> calls) {
    var forms = new ArrayList<Form>();
    if (calls.contains(CallType.TRACK)) {
      forms.add(Form.TRACK);
    }
    if (calls.contains(CallType.IDENTIFY)) {
      forms.add(Form.IDENTIFY);
    }
    return forms;
  }

  /** One for each action that takes the call; the only one's key is that of the call. */
  private static List<Parcel> parcels(ProfileChange change, Destination destination, Form form) {
    var type = form.name().toLowerCase(Locale.ROOT);
    var key = Identity.ofChange(destination.name(), change, type);
    var document = document(change, form);
    var parcels = new ArrayList<Parcel>();
    for (var action : destination.taking(document)) {
      var own =
          action.name().equals(Destination.CALLS) ? key : Identity.ofAction(key, action.name());
      parcels.add(new Parcel(form, action.name(), own, change.profileId(), document));
    }
    return parcels;
  }

  private static Json.Obj document(ProfileChange change, Form form) {
    return switch (change.news()) {
      case News.EntityTraitValue value -> ChangeCalls.group(change, value);
      case News.Membership(var member) when form == Form.MEMBER ->
          ChangeCalls.member(change, member);
      case News.Membership(var member) when form == Form.TRACK -> ChangeCalls.track(change, member);
      case News.Membership _, News.TraitValue _ -> ChangeCalls.identify(change);
    };
  }

  private static Form form(Change wire) {
    return wire.getEntity().isEmpty() ? Form.IDENTIFY : Form.GROUP;
  }

  private static String subject(Change wire) {
    return wire.getEntity().isEmpty()
        ? wire.getProfileId()
        : wire.getEntity() + "/" + wire.getEntityId();
  }

  private static News news(Change wire) {
    var value = json(wire.getTrait().getValue());
    return wire.getEntity().isEmpty()
        ? new News.TraitValue(value)
        : new News.EntityTraitValue(wire.getEntity(), wire.getEntityId(), value);
  }

  private static ProfileChange change(Change wire) {
    News news =
        wire.hasTrait()
            ? news(wire)
            : new News.Membership(wire.hasIdentified() || wire.getMembership().getMember());
    return new ProfileChange(
        subject(wire),
        wire.getDefinition(),
        wire.getDefinitionVersion(),
        wire.getVersion(),
        news,
        Instant.ofEpochMilli(wire.getAtMillis()),
        wire.getIdentifiersList().stream()
            .map(found -> new ProfileChange.Identifier(found.getType(), found.getValue()))
            .toList());
  }

  private static Json json(ByteString text) {
    return text.isEmpty() ? Json.Null.VALUE : JsonText.parse(text.toByteArray());
  }
}
