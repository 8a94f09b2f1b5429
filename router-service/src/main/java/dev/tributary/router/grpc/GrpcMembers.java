package dev.tributary.router.grpc;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.GetAudienceSizeRequest;
import dev.tributary.proto.v1.GetMembershipsRequest;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ListMembersRequest;
import dev.tributary.proto.v1.LookUpMembersRequest;
import dev.tributary.proto.v1.LookedUpMember;
import dev.tributary.proto.v1.MembershipsGrpc;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.list.Member;
import dev.tributary.router.domain.list.Members;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who is in an audience, as audience-service has it.
 *
 * <p>Each question ends in one outcome of {@code tributary.router.audience.requests}: {@code ok} or
 * the gRPC status in lower case.
 */
@ApplicationScoped
class GrpcMembers implements Members {

  private static final Asking.Words WORDS =
      new Asking.Words("audience", "Members of audiences", "Lists wait, nothing is lost");

  private static final int PAGE = 1_000;

  private final Asking asking;

  GrpcMembers(
      @GrpcClient("audience") Channel channel, MeterRegistry registry, RouterConfig config) {
    this.asking = new Asking(channel, registry, WORDS, config.lists().timeout());
  }

  @Override
  public Answer<List<Member>> lookUp(String audience, List<String> profileIds) {
    try {
      return lookUpAtOnce(audience, profileIds);
    } catch (TooLarge _) { // profiles of thousands of identifiers: fewer at a time
      int half = profileIds.size() / 2;
      var some = lookUp(audience, profileIds.subList(0, half));
      var others = lookUp(audience, profileIds.subList(half, profileIds.size()));
      if (some instanceof Answer.Known<List<Member>>(var first)
          && others instanceof Answer.Known<List<Member>>(var second)) {
        return new Answer.Known<>(Stream.concat(first.stream(), second.stream()).toList());
      }
      return some instanceof Answer.Unavailable<List<Member>> ? some : others;
    }
  }

  /** An answer that does not fit into a message. */
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLarge() {
      super(null, null, false, false);
    }
  }

  private Answer<List<Member>> lookUpAtOnce(String audience, List<String> profileIds) {
    var request =
        LookUpMembersRequest.newBuilder()
            .setAudience(audience)
            .addAllProfileIds(profileIds)
            .build();
    var answer =
        ask(stub -> {
          try {
            return stub.lookUpMembers(request).getMembersList();
          } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
                && profileIds.size() > 1) {
              throw new TooLarge();
            }
            throw e;
          }
        });
    return switch (answer) {
      case Answer.Unavailable<List<LookedUpMember>>(var reason) -> new Answer.Unavailable<>(reason);
      case Answer.Known<List<LookedUpMember>>(var found) when found.size() == profileIds.size() ->
          members(found);
      case Answer.Known<List<LookedUpMember>> _ ->
          new Answer.Unavailable<>("audience-service did not answer for every profile");
    };
  }

  @Override
  public Answer<Owner> owner(Member.Name name) {
    var identifier = Identifier.newBuilder().setType(name.type()).setValue(name.value());
    var request = GetMembershipsRequest.newBuilder().setIdentifier(identifier).build();
    return ask(stub -> {
      try {
        return new Owner.Profile(stub.getMemberships(request).getProfileId());
      } catch (StatusRuntimeException e) {
        return switch (e.getStatus().getCode()) {
          case NOT_FOUND -> new Owner.Nobody();
          case FAILED_PRECONDITION -> new Owner.Several();
          default -> throw e;
        };
      }
    });
  }

  @Override
  public Answer<Page> list(String audience, String cursor) {
    var request =
        ListMembersRequest.newBuilder()
            .setAudience(audience)
            .setLimit(PAGE)
            .setCursor(cursor)
            .build();
    return ask(stub -> {
      var page = stub.listMembers(request);
      return new Page(page.getProfileIdsList(), page.getNextCursor());
    });
  }

  @Override
  public Answer<Long> size(String audience) {
    var request = GetAudienceSizeRequest.newBuilder().setAudience(audience).build();
    return ask(stub -> stub.getAudienceSize(request).getMembers());
  }

  /**
   * Asks. That there is no such audience is no answer either: a replica may not have heard of it
   * yet, and nobody is to be taken out, or left out, for that.
   */
  private <T> Answer<T> ask(Function<MembershipsGrpc.MembershipsBlockingStub, T> question) {
    try {
      return new Answer.Known<>(asking.ask(MembershipsGrpc::newBlockingStub, question));
    } catch (StatusRuntimeException e) {
      var code = e.getStatus().getCode();
      var unavailable = asking.unavailable(code);
      return new Answer.Unavailable<>(
          unavailable.isEmpty()
              ? asking.because(
                  code == Status.Code.NOT_FOUND
                      ? "audience-service knows no such audience"
                      : "audience-service answered " + code)
              : unavailable);
    }
  }

  private static Answer<List<Member>> members(List<LookedUpMember> wire) {
    try {
      return new Answer.Known<>(wire.stream().map(GrpcMembers::member).toList());
    } catch (InvalidValue e) {
      return new Answer.Unavailable<>("the answer of audience-service has a wrong " + e.field());
    }
  }

  private static Member member(LookedUpMember wire) {
    var identifiers = new LinkedHashMap<String, List<String>>();
    for (var known : wire.getIdentifiersList()) {
      identifiers.computeIfAbsent(known.getType(), _ -> new ArrayList<>()).add(known.getValue());
    }
    var traits = new LinkedHashMap<String, Json>();
    wire.getCustomList()
        .forEach(one -> traits.put(one.getName(), JsonText.parse(one.getValue().toByteArray())));
    wire.getComputedList()
        .forEach(one -> traits.put(one.getName(), JsonText.parse(one.getValue().toByteArray())));
    return new Member(wire.getProfileId(), wire.getMember(), identifiers, new Json.Obj(traits));
  }
}
