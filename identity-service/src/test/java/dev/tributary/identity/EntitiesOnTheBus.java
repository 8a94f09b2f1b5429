package dev.tributary.identity;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import dev.tributary.identity.domain.cut.Cuts;
import dev.tributary.identity.domain.entity.Announcement;
import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.identity.domain.entity.EntityDirectory.Position;
import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Resolved;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Group calls and traits put on the bus, and what is stored and told of them. */
abstract class EntitiesOnTheBus {

  static final Duration SOON = Duration.ofMinutes(1);

  @Inject EntityDirectory directory;
  @Inject ProfileStore profiles;
  @Inject Cuts cuts;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  final String run = UUID.randomUUID().toString().substring(0, 8);
  Bus bus;

  @BeforeEach
  void connect() {
    bus = new Bus(servers);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  void define(String name, int atMost) {
    given()
        .auth()
        .oauth2("test-editor")
        .contentType("application/json")
        .body(
            """
            {"apiVersion":"tributary.dev/v1","kind":"Entity","metadata":{"name":"%s"},
             "spec":{"derive":{"keys":[["traits.address.street"]],"atMost":%d}}}
            """
                .formatted(name, atMost))
        .put("/api/v1/entities/" + name)
        .then()
        .statusCode(oneOf(200, 201));
  }

  void group(String user, String group, String traits, int seconds) {
    bus.accept(
        event(EventType.EVENT_TYPE_GROUP, run + UUID.randomUUID(), "{\"traits\":" + traits + "}")
            .setUserId(user + run)
            .setGroupId(group + run)
            .setTimestampMillis(1_767_225_600_000L + seconds)
            .build());
  }

  void live(String user, String street, int seconds) {
    var payload = "{\"traits\":{\"address\":{\"street\":\"" + street + "\"}}}";
    bus.accept(
        event(EventType.EVENT_TYPE_IDENTIFY, run + UUID.randomUUID(), payload)
            .setUserId(user + run)
            .setTimestampMillis(1_767_225_600_000L + seconds)
            .build());
  }

  dev.tributary.proto.v1.Event.Builder track(String number) {
    return event(EventType.EVENT_TYPE_TRACK, run + "-" + number, "{}");
  }

  ProfileId owner(String user) {
    var owners = profiles.owners(Identifier.of("user_id", user + run));
    return owners.isEmpty() ? new ProfileId(new UUID(0, 0)) : owners.getFirst();
  }

  ProfileId visitor() {
    var owners = profiles.owners(Identifier.of("anonymous_id", "a1" + run));
    return owners.isEmpty() ? new ProfileId(new UUID(0, 1)) : owners.getFirst();
  }

  List<ProfileId> members(String group) {
    return directory.members(EntityKey.account(group + run), Announcement.START, 100, 10).stream()
        .map(member -> member.membership().profile())
        .toList();
  }

  Map<String, Json> traits(String group) {
    return directory.find(EntityKey.account(group + run)).orElseThrow().traits().stream()
        .collect(Collectors.toMap(EntityTrait::name, EntityTrait::value));
  }

  List<EntityKey> household(String name, String user) {
    return directory.memberships(owner(user), Position.START, 100).stream()
        .map(membership -> membership.entity())
        .filter(entity -> entity.entity().equals(name))
        .toList();
  }

  boolean lastTold(String group, ProfileId profile) {
    return told(group).stream()
        .filter(membership -> membership.getProfileId().equals(profile.text()))
        .reduce((_, last) -> last)
        .map(EntityMembership::getMember)
        .orElse(false);
  }

  List<EntityMembership> told(String group) {
    var told = new ArrayList<EntityMembership>();
    bus.records().stream()
        .filter(record -> record.topic().endsWith("resolved"))
        .map(Bus::parse)
        .filter(Resolved::hasMembership)
        .map(Resolved::getMembership)
        .filter(membership -> membership.getEntityId().equals(group + run))
        .forEach(told::add);
    return told;
  }
}
