package dev.trunkline.tenant.user;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.MergePatch;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.tenant.RequestDatabase;
import dev.trunkline.tenant.tenant.TenantModes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a tenant does with its users. */
@ApplicationScoped
class UserService {

    private final UserRepository users;
    private final UserNumberBulkStore numbers;
    private final TenantModes modes;
    private final RequestDatabase database;
    private final BusinessClock clock;
    private final Outbox outbox;

    UserService(
            UserRepository users,
            UserNumberBulkStore numbers,
            TenantModes modes,
            RequestDatabase database,
            BusinessClock clock,
            Outbox outbox) {
        this.users = users;
        this.numbers = numbers;
        this.modes = modes;
        this.database = database;
        this.clock = clock;
        this.outbox = outbox;
    }

    /**
     * A user after a request.
     *
     * @param created whether it came into being, or came back, by it
     */
    record Answer(UserView view, long revision, boolean created) {}

    @Transactional
    Answer put(UserAccount.Id id, PutUserRequest request, @Nullable String ifMatch) {
        UserAccount known = users.lock(id).orElse(null);
        if (known != null && known.isActive()) {
            EntityTags.requireMatch(ifMatch, known.revision());
            return change(known, request, id);
        }
        UserProfile profile = new UserValidation(numbersOf(id, null)).check(request, id.userId(), null);
        UserAccount user = known;
        if (user == null) {
            user = new UserAccount(id, profile, clock.read(0));
            users.persistAndFlush(user);
        } else {
            user.createAgain(profile, clock.read(user.revision()));
            users.flush();
        }
        outbox.append(user.toEvent());
        return answer(id, user, true);
    }

    /** Applies a merge patch (RFC 7396): null clears a member, an absent one stays. */
    @Transactional
    Answer patch(UserAccount.Id id, MergePatch patch, @Nullable String ifMatch) {
        UserAccount user = lockActive(id);
        EntityTags.requireMatch(ifMatch, user.revision());
        PutUserRequest request = patch.applyTo(PutUserRequest.of(user.profile()));
        return change(user, request, id);
    }

    private Answer change(UserAccount user, PutUserRequest request, UserAccount.Id id) {
        UserView shown = view(id, user);
        UserProfile profile = new UserValidation(numbersOf(id, user.profile())).check(request, id.userId(), shown);
        save(user, profile);
        return answer(id, user, false);
    }

    /** A number that is the default one already is not asked about again: it may have been lost since, which the view shows. */
    private BridgeNumbers numbersOf(UserAccount.Id id, @Nullable UserProfile before) {
        return number -> before != null && number.equals(before.defaultTelephoneNumber())
                ? Map.of()
                : database.call(connection -> numbers.reasonsAgainstDefault(connection, id, number));
    }

    /** Takes the online voice routing policy away, as a move from Direct Routing asks for; without one nothing changes. */
    @Transactional
    Answer removeVoiceRoutingPolicy(UserAccount.Id id, @Nullable String ifMatch) {
        UserAccount user = lockActive(id);
        EntityTags.requireMatch(ifMatch, user.revision());
        save(user, user.profile().withoutVoiceRoutingPolicy());
        return answer(id, user, false);
    }

    private void save(UserAccount user, UserProfile profile) {
        if (!profile.equals(user.profile())) {
            user.change(profile, clock.read(user.revision()));
            users.flush();
            outbox.append(user.toEvent());
        }
    }

    /** Forgets the user; number-service frees its numbers when it hears of it. */
    @Transactional
    void delete(UserAccount.Id id, @Nullable String ifMatch) {
        UserAccount user = lockActive(id);
        EntityTags.requireMatch(ifMatch, user.revision());
        user.delete(clock.read(user.revision()));
        users.flush();
        outbox.append(user.toEvent());
    }

    @Transactional
    Answer get(UserAccount.Id id) {
        UserAccount user =
                users.findByIdOptional(id).filter(UserAccount::isActive).orElseThrow(UserService::unknown);
        return answer(id, user, false);
    }

    @Transactional
    Page<UserView> list(UUID tenantId, UserFilter filter, PageRequest page) {
        List<UserAccount> found = users.list(tenantId, filter, page.after(UUID::fromString), page.limit() + 1);
        List<UUID> ids = found.stream().map(UserAccount::userId).toList();
        Map<UUID, UserNumbers> held = database.call(connection -> numbers.find(connection, tenantId, ids));
        CoexistenceMode mode = modes.of(tenantId);
        return Page.of(
                found,
                page,
                user -> user.userId().toString(),
                user -> UserView.of(user, held.getOrDefault(user.userId(), UserNumbers.NONE), mode));
    }

    private UserAccount lockActive(UserAccount.Id id) {
        return users.lock(id).filter(UserAccount::isActive).orElseThrow(UserService::unknown);
    }

    private Answer answer(UserAccount.Id id, UserAccount user, boolean created) {
        return new Answer(view(id, user), user.revision(), created);
    }

    private UserView view(UserAccount.Id id, UserAccount user) {
        Map<UUID, UserNumbers> held =
                database.call(connection -> numbers.find(connection, id.tenantId(), List.of(id.userId())));
        return UserView.of(user, held.getOrDefault(id.userId(), UserNumbers.NONE), modes.of(id.tenantId()));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                UserProblem.USER_UNKNOWN, "List the tenant's users, or create this one with PUT …/users/{userId}.");
    }
}
