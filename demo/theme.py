"""The palette and the type scale, as a Gradio theme and for pictures drawn in Python."""

import gradio as gr
from matplotlib.colors import LinearSegmentedColormap

LIGHT = {
    "background": "#fbfaf7", "panel": "#f6f5f1", "input": "#ffffff", "border": "#d6d3cb",
    "text": "#1b2430", "subdued": "#4b5563", "accent": "#1d4ed8", "link": "#1d4ed8",
    "button": "#1d4ed8", "button_hover": "#1e40af", "button_text": "#ffffff",
    "outline": "#7b8494", "error": "#b91c1c",
}
DARK = {
    "background": "#0f141c", "panel": "#171e29", "input": "#1f2733", "border": "#364152",
    "text": "#e8ebf0", "subdued": "#a3adbd", "accent": "#6aa0ff", "link": "#8fb4ff",
    "button": "#2f63e0", "button_hover": "#2453c4", "button_text": "#ffffff",
    "outline": "#8792a5", "error": "#f87171",
}
ON_INK = {"positive": (106, 160, 255), "negative": (245, 160, 76)}     # RGB, light enough for black
CAPTION_BACKGROUND, CAPTION_TEXT = (31, 39, 51), (232, 235, 240)     # on pictures, in both themes
DIVERGING = ["#7a3d00", "#e07b1a", "#f7f5f1", "#3b7bf0", "#132f7d"]     # negative, zero, positive
CLASS_COLOURS = [f"var(--class-{k})" for k in range(10)]        # demo/style.css has their values
CLASS_SYMBOLS = "●■▲◆▼○□△◇▽"      # so that colour is not the only sign of a class
ROLES = {       # Gradio's variable: the name of its colour in the palette
    "body_background_fill": "background", "background_fill_primary": "background",
    "background_fill_secondary": "panel", "block_background_fill": "background",
    "panel_background_fill": "panel", "code_background_fill": "panel",
    "body_text_color": "text", "body_text_color_subdued": "subdued",
    "block_info_text_color": "subdued", "input_placeholder_color": "subdued",
    "block_title_text_color": "text", "block_label_text_color": "subdued",
    "block_label_background_fill": "background", "accordion_text_color": "text",
    "border_color_primary": "border", "block_border_color": "border",
    "border_color_accent": "accent", "input_background_fill": "input",
    "input_border_color": "border", "input_border_color_focus": "accent",
    "link_text_color": "link", "link_text_color_hover": "link", "link_text_color_active": "link",
    "link_text_color_visited": "link",
    "button_primary_background_fill": "button", "button_primary_border_color": "button",
    "button_primary_background_fill_hover": "button_hover",
    "button_primary_border_color_hover": "button_hover",
    "button_primary_text_color": "button_text",
    "button_secondary_background_fill": "input",
    "button_secondary_background_fill_hover": "panel",
    "button_secondary_border_color": "border", "button_secondary_border_color_hover": "accent",
    "button_secondary_text_color": "text", "button_secondary_text_color_hover": "text",
    "checkbox_background_color": "input", "checkbox_border_color": "outline",
    "checkbox_border_color_hover": "accent", "checkbox_background_color_selected": "button",
    "checkbox_border_color_selected": "button", "checkbox_border_color_focus": "accent",
    "checkbox_label_background_fill": "input", "checkbox_label_background_fill_hover": "panel",
    "checkbox_label_background_fill_selected": "button",
    "checkbox_label_text_color": "text", "checkbox_label_text_color_selected": "button_text",
    "slider_color": "accent", "table_text_color": "text", "table_border_color": "border",
    "table_even_background_fill": "background", "table_odd_background_fill": "panel",
    "error_text_color": "error", "error_border_color": "error", "error_icon_color": "error",
    "error_background_fill": "background", "stat_background_fill": "accent",
}
TEXT_SIZES = gr.themes.Size(
    name="convlens", xxs="11px", xs="12px", sm="13px", md="16px", lg="20px", xl="26px", xxl="34px")


def diverging_map() -> LinearSegmentedColormap:
    """Return the colour map of signed values: orange below zero, blue above."""
    return LinearSegmentedColormap.from_list("orange_blue", DIVERGING)


def build_theme() -> gr.themes.Base:
    """Return the theme of the whole app, light and dark."""
    theme = gr.themes.Soft(
        primary_hue="blue", secondary_hue="blue", text_size=TEXT_SIZES,
        font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
    colours = {name: LIGHT[role] for name, role in ROLES.items()}
    colours |= {f"{name}_dark": DARK[role] for name, role in ROLES.items()}
    return theme.set(
        **colours, color_accent=LIGHT["accent"],     # has no dark value; demo/style.css sets it
        block_title_background_fill="none", block_title_background_fill_dark="none",
        block_title_padding="0", block_title_text_size="*text_sm", block_label_text_size="*text_sm",
        block_label_shadow="none", button_large_text_size="*text_md",
        button_primary_shadow="none", button_primary_shadow_hover="none",
        button_secondary_shadow="none", button_secondary_shadow_hover="none",
        checkbox_label_shadow="none", checkbox_label_text_size="*text_sm", input_shadow="none",
        input_border_width="1px", input_border_width_dark="1px", input_text_size="*text_md",
        prose_text_size="*text_md",
    )
