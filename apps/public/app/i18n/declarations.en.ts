import type { declarationsFr } from "./declarations.fr";

/** The words of the accessibility and eco-design statements. */
export const declarationsEn: typeof declarationsFr = {
  accessibility: {
    title: "Accessibility statement",
    footer: "Accessibility: not compliant",
    lead: "The cooperatives that publish this directory commit to making it accessible, as article 47 of the French law no. 2005-102 of 11 February 2005 requires.",
    scope: "This statement applies to the public directory Essaim, at {{address}}.",
    stateTitle: "Compliance status",
    state: "Not compliant.",
    stateWhy:
      "The directory is not compliant with the French accessibility standard (RGAA), version 4.1.2, for want of a valid audit carried out with assistive technologies. What follows says what was checked, and what was not.",
    resultsTitle: "Results of the checks",
    results:
      "The team that writes the software went through its own pages, criterion by criterion, on {{day}}. Of the {{criteria}} criteria of RGAA, {{applicable}} apply to these pages; {{respected}} are met there. This is not an audit: nobody from outside has checked, and no screen reader was used.",
    missingTitle: "Content that is not accessible",
    faultsTitle: "Non-compliance and known limits",
    faults: [
      "Rendering by screen readers (NVDA, JAWS, VoiceOver, TalkBack) has not been tried.",
      "The texts of the records are written by the cooperatives: not all of their languages, headings and links have been read over.",
      "The videos, broadcasts and articles that records point to are on other sites: their captions and transcripts are not in the directory’s hands.",
      "The media library came after these checks. Its players are those of other sites, and were tried with the keyboard alone; what is said in a video or a programme can be read there too, where somebody wrote it down.",
      "Records without a translation stay in French on the English pages, and say so.",
    ],
    burdenTitle: "Disproportionate burden",
    burden: "No exemption is claimed.",
    exemptTitle: "Content outside the scope of the law",
    exempt:
      "Pages of other sites that the directory points to, over which the cooperatives have no control.",
    madeTitle: "Preparation of this statement",
    made: "This statement was prepared on {{day}}.",
    techTitle: "Technologies used",
    tech: "HTML, CSS and SVG. Everything can be read and sent without JavaScript; an optional script tells of look-alikes while a proposal is written.",
    toolsTitle: "How the check was made",
    tools: [
      "Browser: Chromium, with the keyboard alone, 320, 360 and 1,280 pixels wide, in light, in dark and in print.",
      "axe-core, on each page, in both languages.",
      "html-validate, on the code of each page.",
      "Reading the code and the page on screen, criterion by criterion.",
      "Text at 200% and with wider text spacing.",
    ],
    pagesTitle: "Pages checked",
    pages: [
      "Home",
      "Search, with and without results",
      "List of activities, and one activity",
      "List of resources, and one resource",
      "History of an activity",
      "Meetings, and registration for one of them",
      "Proposals: an activity, a resource, an experience, a correction",
      "About, this statement and the eco-design statement",
      "Page not found",
    ],
    contactTitle: "Feedback and contact",
    contact:
      "If you cannot read or use a page, write to one of the cooperatives that publish the directory, through its site: it will direct you to another form of that content, or send it to you.",
    recourseTitle: "Enforcement",
    recourse:
      "If you reported a fault of accessibility that keeps you from a content or a service of the directory and had no satisfactory answer, you may turn to the French Défenseur des droits (ombudsman):",
    recourseForm: "through its online form (in French)",
    recourseDelegate: "through its delegate in your region (in French)",
    recoursePost: "by free post, without a stamp:",
    recoursePhone: "by telephone:",
  },
  ecodesign: {
    title: "Eco-design statement",
    footer: "Eco-design",
    lead: "What the pages of this directory weigh, measured, and the choices that keep them light.",
    state:
      "This statement follows the themes of the French reference for the eco-design of digital services (RGESN), version 2024. It is made by the team that writes the software. No score is given: not all of its criteria have been assessed.",
    weightsTitle: "Measured weights",
    weights:
      "Measured on {{day}} with {{browser}}, on the demonstration data, at a first visit, compression included. In kilobytes (1,000 bytes).",
    caption: "Weight transferred by each page, in kilobytes",
    page: "Page",
    pageNames: {
      home: "Home",
      search: "Search",
      activities: "List of activities",
      activity: "An activity",
      resources: "List of resources",
      resource: "A resource",
      meetings: "Meetings",
      about: "About",
      propose: "Propose an activity",
      library: "Media library",
      piece: "A piece of the media library",
      impact: "Impact of a cooperative",
    },
    document: "HTML",
    style: "Styles",
    script: "Scripts",
    image: "Images",
    other: "Other",
    total: "Total",
    choicesTitle: "Choices made",
    themes: {
      strategy: {
        title: "Strategy",
        choices: [
          "The directory exists so that simple activities are taken up without buying anything again: it points to open, repairable and shared resources.",
          "No advertising, no tracker, no cookie.",
        ],
      },
      specifications: {
        title: "Specifications",
        choices: [
          "Pages show from 320 pixels wide, without JavaScript, on an old phone and a slow network.",
          "A page to read weighs 30 kilobytes at most, without an image. A measure checks it.",
        ],
      },
      architecture: {
        title: "Architecture",
        choices: [
          "One PostgreSQL database and two servers are enough: no search engine apart, no third-party service called by the pages.",
          "The software is free: it can be taken up and hosted anywhere.",
        ],
      },
      interface: {
        title: "Interfaces",
        choices: [
          "The system’s fonts, no animation, no video that starts by itself, no endless scrolling.",
          "A dark theme by the device’s setting. Printing is provided for.",
        ],
      },
      contents: {
        title: "Contents",
        choices: [
          "A record can be understood without an image.",
          "Videos and programmes stay on their site: nothing of them is loaded before the player is opened. What is said in them can be read without them.",
        ],
      },
      frontend: {
        title: "Code of the page",
        choices: [
          "No script in the pages to read.",
          "One style sheet, the same everywhere, kept by the browser.",
        ],
      },
      backend: {
        title: "Server",
        choices: [
          "Pages that are the same for everybody are made once, compressed once, then kept in memory until the next publication.",
          "Lists come page by page: never the whole directory in the browser.",
        ],
      },
      hosting: {
        title: "Hosting",
        choices: [
          "The choice of the host, and of its machines’ energy, belongs to the cooperative that installs the directory: this page does not know them.",
        ],
      },
      algorithms: {
        title: "Algorithms",
        choices: ["No machine learning: the search compares words."],
      },
    },
    unknownTitle: "What is not measured",
    unknown: [
      "The full footprint of the service (devices, network, servers): no life-cycle assessment has been made.",
      "The energy used on phones and computers.",
      "The images and pages of other sites that records point to.",
    ],
  },
};
