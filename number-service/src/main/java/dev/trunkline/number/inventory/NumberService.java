package dev.trunkline.number.inventory;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.number.directory.OperatorEntries;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds, locks and shows single numbers of a tenant. */
@ApplicationScoped
public class NumberService {

    private final PhoneNumberRepository numbers;
    private final OperatorEntries operators;

    private final NumberListStore lists;
    private final BusinessClock clock;

    NumberService(
            PhoneNumberRepository numbers, OperatorEntries operators, NumberListStore lists, BusinessClock clock) {
        this.numbers = numbers;
        this.lists = lists;
        this.operators = operators;
        this.clock = clock;
    }

    @Transactional
    NumberView get(UUID tenantId, String telephoneNumber) {
        E164Number number = parse(telephoneNumber);
        return view(numbers.present(tenantId, number).orElseThrow(() -> unknown(telephoneNumber)));
    }

    @Transactional
    Page<NumberView> list(UUID tenantId, NumberFilter filter, PageRequest page) {
        Long after = page.after(Long::valueOf);
        return Page.of(
                listAfter(tenantId, filter, after == null ? 0 : after, page.limit() + 1),
                page,
                view -> Long.toString(view.telephoneNumber().digits()),
                view -> view);
    }

    /** Numbers behind the given one, by number: each call a transaction of its own, so that none lasts as long as a long list. */
    @Transactional(TxType.REQUIRES_NEW)
    List<NumberView> portion(UUID tenantId, NumberFilter filter, long after, int rows) {
        return listAfter(tenantId, filter, after, rows);
    }

    private List<NumberView> listAfter(UUID tenantId, NumberFilter filter, long after, int rows) {
        Instant now = clock.now();
        List<PhoneNumber> found = lists.list(tenantId, filter, after, rows, now);
        Map<UUID, String> names = operators.names(found.stream()
                .map(number -> number.provision().operatorId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        return found.stream()
                .map(number -> NumberView.of(number, nameOf(number, names), now, List.of()))
                .toList();
    }

    private static @Nullable String nameOf(PhoneNumber number, Map<UUID, String> names) {
        UUID operatorId = number.provision().operatorId();
        return operatorId == null ? null : names.get(operatorId);
    }

    /**
     * The number under its lock until the transaction ends.
     *
     * @param ifMatch the revision that the caller saw; null when it does not care
     * @throws ProblemException 404 for a number that the tenant does not have, 412 when it has changed
     */
    public PhoneNumber lock(UUID tenantId, String telephoneNumber, @Nullable String ifMatch) {
        PhoneNumber number = numbers.lock(tenantId, parse(telephoneNumber)).orElseThrow(() -> unknown(telephoneNumber));
        if (ifMatch != null) {
            EntityTags.requireMatch(ifMatch, number.revision());
        }
        return number;
    }

    /** Whether the user has a primary number. */
    public boolean hasPrimaryNumber(UUID tenantId, UUID userId) {
        return numbers.hasPrimary(tenantId, userId);
    }

    public NumberView view(PhoneNumber number) {
        return view(number, List.of());
    }

    /** The number as the answer to a command of which the tenant should know more. */
    public NumberView view(PhoneNumber number, List<NumberWarning> warnings) {
        UUID operatorId = number.provision().operatorId();
        return NumberView.of(
                number.waiting(numbers.waiting(number)),
                nameOf(number, operatorId == null ? Map.of() : operators.names(List.of(operatorId))),
                number.marks().blockedUntil() == null ? Instant.MAX : clock.now(),
                warnings);
    }

    private static E164Number parse(String text) {
        if (!E164Number.isWellFormed(text)) {
            throw unknown(text);
        }
        return E164Number.of(text);
    }

    private static ProblemException unknown(String text) {
        return new ProblemException(
                NumberProblem.NUMBER_UNKNOWN,
                "The tenant has no number " + (text.length() > 20 ? "of that form" : text)
                        + ". Numbers are written in E.164 form; GET …/numbers lists them, and its history may tell"
                        + " where it went.");
    }
}
