package dev.trunkline.number.delivery;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalScopeKind;
import java.util.List;

/** The fences of one tenant and operator: what nothing can be delivered behind any more. */
record Fences(List<Fence> fences) {

    Fences {
        fences = List.copyOf(fences);
    }

    /**
     * One accepted removal.
     *
     * @param country empty for the whole operator
     * @param service wire value; empty unless one service of a country was removed
     */
    record Fence(int epoch, RemovalScopeKind scope, String country, int countryEpoch, String service) {}

    /** Whether the whole consent of that epoch is closed. */
    boolean closeOperator(int epoch) {
        return fences.stream().anyMatch(fence -> fence.scope() == RemovalScopeKind.OPERATOR && fence.epoch() >= epoch);
    }

    boolean closeCountry(int epoch, String country, int countryEpoch) {
        return fences.stream()
                .anyMatch(fence ->
                        fence.scope() == RemovalScopeKind.COUNTRY && covers(fence, epoch, country, countryEpoch));
    }

    boolean closeService(int epoch, String country, int countryEpoch, OfferedService service) {
        return fences.stream()
                .anyMatch(fence -> fence.scope() == RemovalScopeKind.SERVICE
                        && covers(fence, epoch, country, countryEpoch)
                        && fence.service().equals(service.wire()));
    }

    private static boolean covers(Fence fence, int epoch, String country, int countryEpoch) {
        return fence.epoch() == epoch && fence.country().equals(country) && fence.countryEpoch() >= countryEpoch;
    }
}
