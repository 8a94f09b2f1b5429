package dev.tributary.router.testing;

import com.google.protobuf.ByteString;
import dev.tributary.platform.testing.Neighbour;
import dev.tributary.proto.v1.AudienceSize;
import dev.tributary.proto.v1.CustomTraitValue;
import dev.tributary.proto.v1.GetAudienceSizeRequest;
import dev.tributary.proto.v1.GetMembershipsRequest;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ListMembersRequest;
import dev.tributary.proto.v1.LookUpMembersRequest;
import dev.tributary.proto.v1.LookedUpMember;
import dev.tributary.proto.v1.LookedUpMembers;
import dev.tributary.proto.v1.MemberPage;
import dev.tributary.proto.v1.MembershipsGrpc;
import dev.tributary.proto.v1.ProfileMemberships;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A real gRPC server where the router looks for audience-service: one audience at a time. */
public final class FakeAudience extends FakeService {

  private static final String NAME = "audience-of-router";
  private static final int PAGE = 100;

  private final Map<String, Person> people = new ConcurrentHashMap<>();

  /** How a profile stands. */
  public record Person(boolean member, Map<String, List<String>> identifiers) {}

  /** Where it listens, also before it is started. */
  public static int port() {
    return Neighbour.port(NAME);
  }

  public FakeAudience start() {
    startAs(NAME, new Answers());
    return this;
  }

  /** A profile is a member, or is not, and is called so. */
  public FakeAudience has(String profile, boolean member, String... emails) {
    people.put(profile, new Person(member, Map.of("email", List.of(emails))));
    return this;
  }

  public void forget(String profile) {
    people.remove(profile);
  }

  private final class Answers extends MembershipsGrpc.MembershipsImplBase {

    @Override
    public void lookUpMembers(
        LookUpMembersRequest request, StreamObserver<LookedUpMembers> observer) {
      var found = LookedUpMembers.newBuilder();
      request.getProfileIdsList().forEach(id -> found.addMembers(member(id)));
      answer(found.build(), observer);
    }

    @Override
    public void getMemberships(
        GetMembershipsRequest request, StreamObserver<ProfileMemberships> observer) {
      var wanted = request.getIdentifier();
      var owner =
          people.entrySet().stream()
              .filter(entry ->
                  entry
                      .getValue()
                      .identifiers()
                      .getOrDefault(wanted.getType(), List.of())
                      .contains(wanted.getValue()))
              .findFirst();
      if (owner.isEmpty()) {
        observer.onError(Status.NOT_FOUND.asRuntimeException());
        return;
      }
      answer(ProfileMemberships.newBuilder().setProfileId(owner.get().getKey()).build(), observer);
    }

    @Override
    public void getAudienceSize(
        GetAudienceSizeRequest request, StreamObserver<AudienceSize> observer) {
      answer(AudienceSize.newBuilder().setMembers(members().size()).build(), observer);
    }

    @Override
    public void listMembers(ListMembersRequest request, StreamObserver<MemberPage> observer) {
      var page = MemberPage.newBuilder();
      members().stream()
          .filter(id -> id.compareTo(request.getCursor()) > 0)
          .limit(PAGE)
          .forEach(page::addProfileIds);
      if (page.getProfileIdsCount() == PAGE) {
        page.setNextCursor(page.getProfileIds(PAGE - 1));
      }
      answer(page.build(), observer);
    }

    private List<String> members() {
      return new TreeMap<>(people)
          .entrySet().stream()
              .filter(entry -> entry.getValue().member())
              .map(Map.Entry::getKey)
              .toList();
    }

    private LookedUpMember member(String profile) {
      var person = people.getOrDefault(profile, new Person(false, Map.of()));
      var member =
          LookedUpMember.newBuilder()
              .setProfileId(profile)
              .setMember(person.member())
              .addCustom(
                  CustomTraitValue.newBuilder()
                      .setName("plan")
                      .setValue(ByteString.copyFromUtf8("\"pro\"")));
      person
          .identifiers()
          .forEach((type, values) ->
              values.forEach(value ->
                  member.addIdentifiers(Identifier.newBuilder().setType(type).setValue(value))));
      return member.build();
    }
  }
}
