// SPDX-License-Identifier: Apache-2.0
// An address of the host and a port, written as one word.
package io.eightfold.controlplane.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of the host and a port: {@code 127.0.0.1:9342} or {@code [::1]:9342}. Addresses only, no names: a router that starts has no name service yet.
 * <p>Thread: any; immutable.
 *
 * @param address IPv4 in four decimal octets, or IPv6 without brackets
 * @param port    1 to {@value #MAX_PORT}
 */
public record Endpoint(String address, int port) {
    public static final int MAX_PORT = 65_535;
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern WORD = Pattern.compile("(?:\\[([^\\]]*)\\]|([^:\\[\\]]*))(?::([0-9]{1,5}))?");

    public Endpoint {
        Limits.require(isAddress(address), "address=" + address + " is neither IPv4 nor IPv6");
        Limits.require("port", port, 1, MAX_PORT);
    }

    /** The kind that demands a port. */
    static ValueKind<Endpoint> kind() {
        return new ValueKind<>(Endpoint.class, "an address and a port such as 127.0.0.1:9342 or [::1]:9342", word -> read(word, 0));
    }

    /** The kind whose port may be left out. */
    static ValueKind<Endpoint> kind(final int defaultPort) {
        return new ValueKind<>(Endpoint.class, "an address such as 192.0.2.1 or [2001:db8::1], with :PORT unless it is " + defaultPort,
                word -> read(word, defaultPort));
    }

    private static Endpoint read(final String word, final int defaultPort) {
        final Matcher matcher = WORD.matcher(word);
        final boolean isShaped = matcher.matches();
        final String address = !isShaped ? "" : matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        // An IPv6 address stands in brackets, an IPv4 address does not.
        if (!isAddress(address) || (matcher.group(1) != null) != (address.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("not an IPv4 address, nor an IPv6 address in brackets");
        }
        if (matcher.group(3) == null && defaultPort == 0) {
            throw new IllegalArgumentException("the port is missing");
        }
        final int port = matcher.group(3) == null ? defaultPort : Integer.parseInt(matcher.group(3));
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is outside 1 to " + MAX_PORT);
        }
        return new Endpoint(address, port);
    }

    private static boolean isAddress(final String text) {
        if (IPV4.matcher(text).matches()) {
            return true;
        }
        if (!IPV6.matcher(text).matches()) {
            return false;
        }
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }

    /** For a socket; nothing is asked of a name service. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    /** Whether only this host can reach it. */
    public boolean isLoopback() {
        return InetAddress.ofLiteral(address).isLoopbackAddress();
    }

    /** The word of the configuration file. */
    @Override
    public String toString() {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
}
