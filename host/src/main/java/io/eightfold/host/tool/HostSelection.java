// SPDX-License-Identifier: Apache-2.0
// Which interface and address a tool sends from.
package io.eightfold.host.tool;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.host.stack.HostConfig;
import io.eightfold.host.stack.HostRole;
import io.eightfold.host.stack.HostStack;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;

/**
 * What the user said about where to send from; null parts are taken from the host daemon of this network namespace.
 *
 * @param interfaceName interface, or null
 * @param source        own address with on-link prefix, or null
 * @param gateway       next hop for everything else, or null
 * @param etherType     EtherType of version 8, or null
 */
public record HostSelection(String interfaceName, InterfaceAddress source, Ipv8Address gateway, Integer etherType) {
    /** Everything from the daemon. */
    public static final HostSelection AUTOMATIC = new HostSelection(null, null, null, null);

    /** Interface and settings to send with. */
    record Choice(String interfaceName, HostConfig config) { }

    /** Opens a stack to send to a destination; the caller closes it. */
    HostStack open(Ipv8Address destination) {
        try {
            Choice choice = choose(HostState.find(), destination);
            HostStack stack = new HostStack(choice.config(), PacketSocketLink.open(choice.interfaceName()));
            stack.start();
            return stack;
        } catch (LinkException e) {
            throw new HostToolException(HostToolException.USAGE, e.getMessage());
        }
    }

    Choice choose(List<HostState> running, Ipv8Address destination) {
        List<HostState> fitting = running.stream().filter(this::fits).toList();
        if (fitting.isEmpty()) {
            return withoutDaemon(running);
        }
        HostState state = nearest(fitting, destination);
        Ipv8Address chosenGateway = gateway != null ? gateway : state.gatewayAddress();
        Ipv8Address chosenSecond = gateway != null ? null : state.secondGatewayAddress();
        int chosenType = etherType != null ? etherType : state.etherType();
        return choice(state.interfaceName(), state.interfaceAddress(), chosenGateway, chosenSecond, chosenType, HostRole.GUEST);
    }

    /** A daemon fits if it is on the interface and has the address the user asked for, as far as he did. */
    private boolean fits(HostState state) {
        return (interfaceName == null || interfaceName.equals(state.interfaceName()))
            && (source == null || source.address().equals(state.interfaceAddress().address()));
    }

    private Choice withoutDaemon(List<HostState> running) {
        if (interfaceName == null || source == null) {
            String known = running.isEmpty() ? "no host runs in this network namespace"
                : "no host in this network namespace has the interface or source asked for";
            throw new HostToolException(HostToolException.USAGE, known + "; start one with `ipv8 host run`, or give -I INTERFACE, -S ADDRESS/LENGTH"
                + " and, off the link, -g GATEWAY");
        }
        return choice(interfaceName, source, gateway, null, etherType != null ? etherType : HostConfig.DEFAULT_ETHER_TYPE, HostRole.OWNER);
    }

    private static Choice choice(String name, InterfaceAddress address, Ipv8Address gateway, Ipv8Address second, int etherType, HostRole role) {
        try {
            return new Choice(name, new HostConfig(address, gateway, second, etherType, role, false));
        } catch (IllegalArgumentException e) {
            throw new HostToolException(HostToolException.USAGE, e.getMessage());
        }
    }

    /** The one whose link the destination is on, else the only one with a gateway. */
    private static HostState nearest(List<HostState> states, Ipv8Address destination) {
        for (HostState state : states) {
            InterfaceAddress own = state.interfaceAddress();
            Ipv8Address comparable = destination.isIpv4() ? new Ipv8Address(own.address().asn(), destination.host()) : destination;
            if (own.prefix().contains(comparable)) {
                return state;
            }
        }
        List<HostState> routed = states.stream().filter(state -> state.gateway() != null).toList();
        if (states.size() > 1 && routed.size() != 1) {
            throw new HostToolException(HostToolException.USAGE, states.size() + " hosts run in this network namespace, on "
                + String.join(", ", states.stream().map(HostState::interfaceName).toList()) + "; name the interface to send from");
        }
        return states.size() == 1 ? states.getFirst() : routed.getFirst();
    }
}
