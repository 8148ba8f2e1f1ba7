package dev.trunkline.number.delivery;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.PortInStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.inventory.EmergencySetting;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.inventory.Provision;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A row that consent and policy allow; only the number's present holder can still stand in its way. */
record Candidate(Item item, EmergencySetting emergency) {

    /** The offered services that the row's usages belong to. */
    static Set<OfferedService> servicesOf(Item item) {
        Set<OfferedService> services = EnumSet.of(item.service());
        services.addAll(Provision.servicesOf(item.additionalUsages(), item.mobile()));
        return services;
    }

    PhoneNumber toNumber(UploadChunkSubmitted chunk, long formerRevision, Moment now) {
        return PhoneNumber.delivered(
                Ids.next(),
                chunk.tenantId(),
                item.telephoneNumber(),
                formerRevision,
                chunk.orderType() == OrderType.PORT_IN ? PortInStatus.COMPLETED : null,
                provision(chunk, now),
                emergency,
                now);
    }

    private Provision provision(UploadChunkSubmitted chunk, Moment now) {
        return new Provision(
                NumberType.OPERATOR_CONNECT,
                NumberSource.ONLINE,
                chunk.operatorId(),
                chunk.orderId(),
                chunk.enablementEpoch(),
                item.country(),
                item.city(),
                servicesOf(item).stream().map(OfferedService::wire).sorted().toList(),
                item.usage(),
                item.additionalUsages().stream().map(Usage::wire).toList(),
                Provision.capabilitiesOf(usages(), item.mobile()),
                item.mobile(),
                item.tollFree(),
                item.displayedCountryCode(),
                now.at());
    }

    private List<Usage> usages() {
        return Stream.concat(Stream.of(item.usage()), item.additionalUsages().stream())
                .toList();
    }
}
