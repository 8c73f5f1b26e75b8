// SPDX-License-Identifier: Apache-2.0
// Our end of 8to4 tunnels.
package io.eightfold.controlplane.config;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.tunnel.Encapsulation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Our end of 8to4 tunnels. Thread: any; immutable.
 *
 * @param address        IPv4, not necessarily of an interface; neighbours are told of it with our routes
 * @param encapsulations that we take packets in, the one we like best first
 * @param https          files of the HTTPS stream, or null without
 * @param isSourceLoose  whether any end may send for an ASN that is reached abroad
 */
public record TunnelEndConfig(int address, List<Encapsulation> encapsulations, Https https, boolean isSourceLoose) {
    static final List<Encapsulation> DEFAULT_ENCAPSULATIONS = List.of(Encapsulation.PROTOCOL, Encapsulation.UDP);
    static final ValueKind<Encapsulation> ENCAPSULATION = new ValueKind<>(Encapsulation.class,
            "one of " + Arrays.stream(Encapsulation.values()).map(Encapsulation::word).collect(Collectors.joining(", ")),
            word -> Encapsulation.ofWord(word).orElseThrow(() -> new IllegalArgumentException("none of the encapsulations protocol, udp, https")));

    static final String LOOSE = "loose";
    static final ValueKind<Boolean> SOURCE_CHECK = new ValueKind<>(Boolean.class, "strict or loose", word -> {
        Limits.require(List.of("strict", LOOSE).contains(word), "neither strict nor loose");
        return LOOSE.equals(word);
    });

    /**
     * Keys of the HTTPS stream, PKCS 12.
     *
     * @param keyStore     our key and certificate
     * @param passwordFile password of both stores, on the first line
     * @param trustStore   certificates that other ends are believed by
     */
    public record Https(Path keyStore, Path passwordFile, Path trustStore) {
        String words() {
            return "8to4 https " + keyStore + " " + passwordFile + " " + trustStore;
        }
    }

    public TunnelEndConfig {
        encapsulations = List.copyOf(encapsulations);
        Limits.require(address != 0, "a tunnel end has no address");
        Limits.require(!encapsulations.isEmpty() && encapsulations.stream().distinct().count() == encapsulations.size(), "a tunnel end's encapsulations are none or twice");
        Limits.require(encapsulations.contains(Encapsulation.HTTPS) == (https != null), "the HTTPS encapsulation and its files come together");
    }

    /** The words of the configuration file. */
    String words() {
        final String ways = encapsulations.equals(DEFAULT_ENCAPSULATIONS) ? ""
                : " encapsulation " + encapsulations.stream().map(Encapsulation::word).collect(Collectors.joining(" "));
        return "8to4 endpoint " + Ipv8Address.fourOctets(address) + ways;
    }
}
