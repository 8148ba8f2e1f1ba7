package dev.trunkline.operator.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a webhook points to: an address that was looked up and found to be allowed. Whoever sends connects to that very address, so that a
 * name that means another one a moment later leads nowhere.
 *
 * @param host for the Host header and the certificate
 */
record Target(boolean tls, String host, int port, String pathAndQuery, InetAddress address) {

    /** Why nothing is sent to an address. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Looks an address up.
     *
     * @param privateTargets whether addresses that are not public, and http, are allowed
     */
    static Target lookUp(String url, boolean privateTargets) throws RefusedException {
        URI uri = parse(url);
        boolean tls = "https".equals(uri.getScheme());
        if (!tls && !(privateTargets && "http".equals(uri.getScheme()))) {
            throw new RefusedException("The address must begin with https://.");
        }
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw new RefusedException("The address needs a host, and neither user nor fragment.");
        }
        if (host.indexOf('%') >= 0) {
            throw new RefusedException(
                    "The address names a network interface, which means something on one machine alone.");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Target(
                tls,
                host,
                uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort(),
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery(),
                address(host, privateTargets));
    }

    private static URI parse(String url) throws RefusedException {
        try {
            URI uri = new URI(url);
            return uri.getScheme() == null
                    ? uri
                    : new URI(uri.getScheme().toLowerCase(Locale.ROOT)
                            + url.substring(uri.getScheme().length()));
        } catch (URISyntaxException e) {
            throw new RefusedException("The address is not a URL.");
        }
    }

    /** Every address of the name must be allowed: which of them an attacker gets to be used is not left to chance. */
    private static InetAddress address(String host, boolean privateTargets) throws RefusedException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new RefusedException("The host has no address at present.");
        }
        for (InetAddress address : addresses) {
            if (!privateTargets && !isPublic(address)) {
                throw new RefusedException("The host has an address that is not public.");
            }
        }
        return addresses[0];
    }

    /** Whether the whole world reaches it: none of the special-purpose ranges of the IANA registries. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? isPublicIpv4(bytes)
                : address instanceof Inet6Address && isPublicIpv6(bytes);
    }

    private static boolean isPublicIpv4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean sharedByCarriers = first == 100 && (second & 0xc0) == 64;
        boolean protocolAssignments = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean relayAnycast = first == 192 && second == 88 && third == 99;
        boolean benchmarks = first == 198 && (second == 18 || second == 19);
        boolean documentation =
                (first == 198 && second == 51 && third == 100) || (first == 203 && second == 0 && third == 113);
        return first != 0
                && first < 240
                && !sharedByCarriers
                && !protocolAssignments
                && !relayAnycast
                && !benchmarks
                && !documentation;
    }

    /** Global unicast alone, without the ranges that carry an IPv4 address inside. */
    private static boolean isPublicIpv6(byte[] bytes) {
        boolean globalUnicast = (bytes[0] & 0xe0) == 0x20;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean special = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xfe) == 0;
        boolean documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8;
        boolean moreDocumentation = bytes[0] == 0x3f && (bytes[1] & 0xff) == 0xff && (bytes[2] & 0xf0) == 0;
        return globalUnicast && !sixToFour && !special && !documentation && !moreDocumentation;
    }
}
