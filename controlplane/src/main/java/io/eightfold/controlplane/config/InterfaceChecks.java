// SPDX-License-Identifier: Apache-2.0
// Checks interface blocks for sense, alone and against each other.
package io.eightfold.controlplane.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks interface blocks for sense, alone and against each other. */
final class InterfaceChecks {
    private final List<Section> interfaces;
    private final List<ConnectedAddress> addresses;
    private final Findings findings;

    InterfaceChecks(List<Section> sections, Findings findings) {
        this.interfaces = Section.interfaces(sections);
        this.addresses = ConnectedAddress.of(sections);
        this.findings = findings;
    }

    void run() {
        names();
        devices();
        taps();
        interfaces.forEach(this::deviceArguments);
        interfaces.forEach(this::warnings);
        addresses.forEach(address -> AddressRules.refusalOnInterface(address.value())
                .ifPresent(reason -> findings.problem(address.entry(), address.argument(), reason)));
        Map<ConnectedAddress.Place, ConnectedAddress> taken = new HashMap<>();
        PrefixIndex<ConnectedAddress> links = new PrefixIndex<>();
        addresses.forEach(address -> againstEarlier(address, taken, links));
    }

    private void names() {
        Map<String, Entry> seen = new HashMap<>();
        for (Section section : interfaces) {
            Entry earlier = seen.putIfAbsent(section.name(), section.header());
            if (earlier != null) {
                findings.problem(section.header(), Arguments.INTERFACE_NAME,
                        "the interface has a block on line " + earlier.line().number() + " already; put the lines together");
            }
        }
    }

    /** Two ports on one device would steal each other's frames. */
    private void devices() {
        Map<String, Entry> seen = new HashMap<>();
        for (Section section : interfaces) {
            DeviceConfig device = ConfigAssembler.device(section);
            String key = device.isPci() ? device.pciAddress().toLowerCase(Locale.ROOT) : device.linuxInterface();
            if (key == null) {
                continue;
            }
            Entry entry = section.first(Statement.DEVICE).orElse(section.header());
            Entry earlier = seen.putIfAbsent(key, entry);
            boolean isRepeatedName = earlier != null && earlier.statement() == Statement.INTERFACE && entry.statement() == Statement.INTERFACE;
            if (earlier != null && !isRepeatedName) {
                findings.problem(entry, "the device " + key + " is taken by line " + earlier.line().number()
                        + "; give each interface a device of its own");
            }
        }
    }

    private void taps() {
        Map<String, Entry> taken = new HashMap<>();
        interfaces.forEach(section -> taken.put(section.name(), section.header()));
        interfaces.forEach(section -> section.first(Statement.DEVICE).ifPresent(entry -> {
            String linuxInterface = ConfigAssembler.device(section).linuxInterface();
            if (linuxInterface != null) {
                taken.putIfAbsent(linuxInterface, entry);
            }
        }));
        for (Section section : interfaces) {
            section.first(Statement.PUNT_TAP).ifPresent(entry -> {
                String name = ConfigAssembler.tapName(section, entry);
                Entry earlier = taken.putIfAbsent(name, entry);
                if (earlier != null) {
                    findings.problem(entry, Arguments.TAP, "the TAP's name " + name + " is taken by line "
                            + earlier.line().number() + "; give another with 'punt tap NAME'");
                }
            });
        }
    }

    private void deviceArguments(Section section) {
        section.first(Statement.DEVICE).ifPresent(entry -> {
            Set<String> keys = new HashSet<>();
            for (Entry.Bound bound : entry.bounds()) {
                if (bound.value() instanceof DeviceArgument argument && !keys.add(argument.key())) {
                    findings.problem(entry.line(), bound.word(), "the argument " + argument.key() + " is given twice; keep one");
                }
            }
        });
    }

    private void warnings(Section section) {
        boolean hasAddress = ConnectedAddress.ofInterface(section).findAny().isPresent();
        if (!hasAddress && !section.isDamaged()) {
            findings.warning(section.header().line(), "interface " + section.name()
                    + " has no address and will forward nothing; add 'ipv8 address ADDRESS/LENGTH' or 'ip address ADDRESS/LENGTH'");
        }
        if (!section.has(Statement.PUNT_TAP) && !section.isDamaged()) {
            section.first(Statement.PUNT_UNKNOWN).ifPresent(entry ->
                    findings.warning(entry.line(), "has no effect without a TAP; add 'punt tap'"));
        }
    }

    /** Against the addresses of the lines before it, within its routing table. */
    private void againstEarlier(ConnectedAddress address, Map<ConnectedAddress.Place, ConnectedAddress> taken, PrefixIndex<ConnectedAddress> links) {
        ConnectedAddress same = taken.putIfAbsent(address.place(), address);
        if (same != null) {
            findings.problem(address.entry(), address.argument(), "the address is given on line " + same.lineNumber()
                    + " already (interface " + same.interfaceName() + "); remove one of the two");
        } else {
            links.overlapping(address.vrf(), address.value().prefix(), earlier -> !earlier.interfaceName().equals(address.interfaceName()))
                    .ifPresent(earlier -> findings.problem(address.entry(), address.argument(), "the connected prefix " + address.value().prefix()
                            + " overlaps " + earlier.value().prefix() + " of interface " + earlier.interfaceName() + " on line "
                            + earlier.lineNumber() + "; give each link a prefix of its own"));
        }
        links.add(address.vrf(), address.value().prefix(), address);
    }
}
