/** An events.yaml that announces nothing yet. */
export const eventsText = `# What is coming: docs/events.md tells every member, and headroom events checks this file and says what is not ready.
#
# Times: ISO 8601 with an offset, or local time by the clock of timezone; where that is absent, of the one in headroom.yaml.
# Window: from prewarm before the start until revertWithin after the end, what an event raises is its own; after that it is a finding.

# Each event: when demand rises, by how much, of which workload of headroom.yaml, and when capacity must be back to normal.
events: []
#  - id: spring-sale-2027          # for ever: tags of what is raised name it
#    title: Spring sale
#    start: 2027-03-22T10:00:00+09:00
#    end: 2027-03-23T00:00:00+09:00
#    multiplier: 8                 # times the demand of the baseline, at the peak
#    ramp: 15m                     # from the start until demand is at its peak
#    prewarm: 30m                  # capacity must stand that long before the start
#    holdAfter: 2h                 # and is kept that long after the end
#    revertWithin: 24h             # within that time after the end it must be back to normal
#    owner: team-web
#    targets:
#      - { workload: web, minCapacity: 20, maxCapacity: 80 }
#  - id: friday-evening
#    timezone: Asia/Tokyo
#    start: 2027-01-08T18:00:00    # the first time
#    duration: 5h
#    recurrence: FREQ=WEEKLY;BYDAY=FR
#    multiplier: 2
#    targets: [{ workload: web }]
`;
