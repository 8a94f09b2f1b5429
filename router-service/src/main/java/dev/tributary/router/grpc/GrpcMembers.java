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
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Who is in an audience, as audience-service has it.
 *
 * <p>Each question ends in one outcome of {@code tributary.router.audience.requests}: {@code ok} or
 * the gRPC status in lower case.
 */
@ApplicationScoped
class GrpcMembers implements Members {

  private static final Logger LOG = Logger.getLogger(GrpcMembers.class);

  private static final int PAGE = 1_000;

  private final Channel channel;
  private final MeterRegistry registry;
  private final long timeoutMillis;
  private final AtomicBoolean away = new AtomicBoolean();

  GrpcMembers(
      @GrpcClient("audience") Channel channel, MeterRegistry registry, RouterConfig config) {
    this.channel = channel;
    this.registry = registry;
    this.timeoutMillis = config.lists().timeout().toMillis();
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
    // Not in force: nobody is to be taken out because a definition is not known for a moment.
    var answer =
        ask(
            stub -> {
              try {
                return stub.lookUpMembers(request).getMembersList();
              } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
                    && profileIds.size() > 1) {
                  throw new TooLarge();
                }
                throw e;
              }
            },
            Optional.<List<LookedUpMember>>empty());
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
    return ask(
        stub -> {
          try {
            return new Owner.Profile(stub.getMemberships(request).getProfileId());
          } catch (StatusRuntimeException e) {
            return switch (e.getStatus().getCode()) {
              case NOT_FOUND -> new Owner.Nobody();
              case FAILED_PRECONDITION -> new Owner.Several();
              default -> throw e;
            };
          }
        },
        Optional.empty());
  }

  @Override
  public Answer<Page> list(String audience, String cursor) {
    var request =
        ListMembersRequest.newBuilder()
            .setAudience(audience)
            .setLimit(PAGE)
            .setCursor(cursor)
            .build();
    return ask(
        stub -> {
          var page = stub.listMembers(request);
          return new Page(page.getProfileIdsList(), page.getNextCursor());
        },
        Optional.of(new Page(List.of(), "")));
  }

  @Override
  public Answer<Long> size(String audience) {
    var request = GetAudienceSizeRequest.newBuilder().setAudience(audience).build();
    return ask(stub -> stub.getAudienceSize(request).getMembers(), Optional.of(0L));
  }

  /**
   * Asks.
   *
   * @param notInForce the answer where no such audience is in force yet; whoever will be in it then
   *     is told by a change
   */
  private <T> Answer<T> ask(
      Function<MembershipsGrpc.MembershipsBlockingStub, T> question, Optional<T> notInForce) {
    try {
      var answer =
          question.apply(
              MembershipsGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS));
      count("ok");
      if (away.getAndSet(false)) {
        LOG.info("Members of audiences can be asked for again");
      }
      return new Answer.Known<>(answer);
    } catch (StatusRuntimeException e) {
      var code = e.getStatus().getCode();
      count(code.name().toLowerCase(Locale.ROOT));
      return code == Status.Code.NOT_FOUND && notInForce.isPresent()
          ? new Answer.Known<>(notInForce.get())
          : new Answer.Unavailable<>("members cannot be asked for: " + unavailable(code));
    }
  }

  private String unavailable(Status.Code code) {
    var reason =
        switch (code) {
          case NOT_FOUND -> "the audience is not in force";
          case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED ->
              "audience-service does not answer";
          case UNAUTHENTICATED, PERMISSION_DENIED -> "audience-service refuses the router's token";
          case UNIMPLEMENTED -> "audience-service is too old to know lists";
          default -> "audience-service answered " + code;
        };
    if (!away.getAndSet(true)) {
      LOG.warnf(
          "Members of audiences cannot be asked for: %s. Lists wait, nothing is lost."
              + " See quarkus.grpc.clients.audience.host and .port",
          reason);
    }
    if (channel instanceof ManagedChannel managed) {
      managed.resetConnectBackoff(); // else it may not try for two minutes
    }
    return reason;
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

  private void count(String outcome) {
    registry.counter("tributary.router.audience.requests", "outcome", outcome).increment();
  }
}
