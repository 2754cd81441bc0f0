"""The screens: Qt only here. One folder a screen (view paints, presenter decides, model feeds tables);
`kit` holds what screens share."""
